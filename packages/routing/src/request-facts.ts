import type { Operation } from '@weir/protocol/operation';

/** What a request needs a model to be able to do. */
export const needs = ['tools', 'images', 'documents', 'audio', 'video', 'structured_output', 'reasoning'] as const;
export type Need = (typeof needs)[number];

/** What a caller asks of the choice itself, in the body's `provider` or the header `x-weir-prefer`. */
export type Preferences = {
  /** Providers or `provider/model`: tried first, in this order. */
  readonly order?: readonly string[];
  readonly only?: readonly string[];
  readonly ignore?: readonly string[];
  /** USD per million tokens. */
  readonly inputUsdPerMillionMax?: number;
  readonly outputUsdPerMillionMax?: number;
  readonly regions?: readonly string[];
  readonly zeroRetention?: boolean;
};

/** What is known of a request when its way is chosen: no text of it, so that it can be kept with the decision. */
export type RequestFacts = {
  readonly operation: Operation;
  readonly streaming: boolean;
  /** Estimated from the text's length, or counted where the length is close to a model's window. */
  readonly inputTokens: number;
  /** As the client limits it; absent where it does not. */
  readonly outputTokensMax?: number;
  readonly needs: readonly Need[];
  /** Recognised locally; absent where nothing asked for it. */
  readonly task?: string;
  readonly temperature?: number;
  readonly reasoningEffort?: string;
  readonly session?: string;
  readonly promptCacheKey?: string;
  readonly user?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Of the gateway key. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly preferences?: Preferences;
};
