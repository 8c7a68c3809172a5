/**
 * What gateway processes share: Redis, or this process alone. Scopes are organization ids: everything of a tenant stands
 * under one hash tag. Nothing here ever holds a call up for longer than a moment, and a Redis that is away is the same as
 * one that knows nothing.
 */
export type State = {
  /** False where this process is alone: nobody reads what it publishes. */
  readonly isShared: boolean;
  /** Documents by which processes tell one another what they saw; each process writes its own. */
  readonly documents: {
    /** Replaces this process's document of the scope. Rejects where the store is away. */
    publish(scope: string, document: string): Promise<void>;
    /** Those of all processes, this one's included, that are not older than an hour. */
    read(scope: string): Promise<readonly string[]>;
    /** Changes whenever a document of the scope does: what `read` would give is known while it stays. */
    versions(scopes: readonly string[]): Promise<readonly string[]>;
  };
  /** Small values that outlive a call: where a session's last call went. */
  readonly memory: {
    /** Undefined where nothing is known, or the store does not answer at once. */
    get(scope: string, key: string): Promise<string | undefined>;
    set(scope: string, key: string, entry: { readonly value: string; readonly ttlSeconds: number }): void;
  };
  /** False while Redis is away. */
  readonly available: () => boolean;
  close(): Promise<void>;
};
