import { WeirError } from '@weir/protocol/errors';
import type { ConfigFeed, FeedDeps } from './config-feed.ts';
import type { ProjectConfig } from './project-config.ts';
import { readDocument } from './read-document.ts';
import { withTimeout } from './with-timeout.ts';

export type Loader = {
  /** The document that a key's hash belongs to, read from the store; undefined when no key has it. */
  byKeyHash(hash: string): Promise<ProjectConfig | undefined>;
  byProject(projectId: string): Promise<ProjectConfig | undefined>;
};

const loadMs = 3_000;
/** More than this many loads at once are a flood of unknown keys: they are turned away before they reach the database. */
const loadsMax = 256;

/** The 503 of a key that cannot be judged for now. */
export function configUnavailable(cause?: unknown): WeirError {
  return new WeirError(
    'config_unavailable',
    'This key is not known to this gateway yet and its database cannot be reached; try again shortly.',
    { cause },
  );
}

/**
 * Reads documents that are not held yet and has them held. Concurrent loads of one thing share one query. Rejects with
 * WeirError `config_unavailable` when the store does not answer, `overloaded` in a flood.
 */
export function createLoader(deps: FeedDeps, feed: ConfigFeed): Loader {
  const underWay = new Map<string, Promise<ProjectConfig | undefined>>();

  const load = async (what: string, read: () => Promise<unknown>): Promise<ProjectConfig | undefined> => {
    if (!feed.isReachable) throw configUnavailable();
    const seqBefore = feed.seq;
    const stored = await withTimeout(read(), loadMs).catch((error: unknown) => {
      throw configUnavailable(error);
    });
    const found = readDocument(stored, { what }, deps.log);
    if (found.state === 'absent') return undefined;
    if (found.state === 'unreadable') throw configUnavailable('the document has an unknown format');
    const { config } = found;
    if (deps.cache.install(config, deps.now())) deps.onChange();
    // A change was taken in while this was read, perhaps one of this very project that was not held then.
    if (feed.seq !== seqBefore) feed.distrust(config.projectId);
    await deps.warm?.(config);
    return deps.cache.project(config.projectId)?.config ?? config;
  };

  const single = (what: string, read: () => Promise<unknown>): Promise<ProjectConfig | undefined> => {
    const running = underWay.get(what);
    if (running !== undefined) return running;
    if (underWay.size >= loadsMax) {
      return Promise.reject(
        new WeirError('overloaded', 'Too many unknown keys are being looked up; try again shortly.'),
      );
    }
    const started = load(what, read).finally(() => underWay.delete(what));
    underWay.set(what, started);
    return started;
  };

  return {
    byKeyHash: (hash) => single(`key ${hash}`, () => deps.store.byKeyHash(hash)),
    byProject: (projectId) => single(`project ${projectId}`, () => deps.store.byProject(projectId)),
  };
}
