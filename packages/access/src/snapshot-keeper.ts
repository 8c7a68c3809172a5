import type { FeedDeps } from './config-feed.ts';
import type { MasterKey } from './master-key.ts';
import { readDocument } from './read-document.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';

/** Keeps the snapshot file up with what is held. */
export type SnapshotKeeper = {
  /** Takes the file's projects into the cache; gives when it was saved, undefined when there was none to use. */
  restore(): Promise<number | undefined>;
  /** Has the file written soon. */
  changed(): void;
  /** Writes what is still to be written. */
  close(): Promise<void>;
};

const debounceMs = 1_000;
/** With very many projects a write takes its time: at most a twentieth of the process goes into it. */
const pausePerWrite = 20;

const none: SnapshotKeeper = {
  restore: async () => undefined,
  changed: () => undefined,
  close: async () => undefined,
};

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** A keeper of the file at `path`; one that does nothing without a path. Failures are logged: they must not stop calls. */
export function createSnapshotKeeper(options: {
  readonly path: string | undefined;
  readonly masterKey: MasterKey;
  readonly deps: Omit<FeedDeps, 'onChange'>;
}): SnapshotKeeper {
  const { path, masterKey, deps } = options;
  if (path === undefined) return none;
  let timer: NodeJS.Timeout | undefined;
  let isDirty = false;
  let writing = Promise.resolve();
  let pauseMs = debounceMs;

  const write = async () => {
    isDirty = false;
    const startedAtMs = performance.now();
    try {
      const projects = [...deps.cache.all()].map((held) => held.config);
      await writeSnapshot(path, masterKey, { projects, savedAtMs: deps.now() });
    } catch (error) {
      deps.log.error({ err: error, path }, 'the configuration snapshot could not be written');
    }
    pauseMs = Math.max(debounceMs, pausePerWrite * (performance.now() - startedAtMs));
  };
  const flush = () => {
    timer = undefined;
    writing = writing.then(write);
    return writing;
  };

  return {
    async restore() {
      try {
        const { savedAtMs, projects } = await readSnapshot(path, masterKey);
        for (const stored of projects) {
          const read = readDocument(stored, { path }, deps.log);
          if (read.state === 'good') deps.cache.install(read.config, deps.now());
        }
        deps.log.info({ path, savedAtMs, projects: deps.cache.size }, 'configuration restored from the snapshot');
        return savedAtMs;
      } catch (error) {
        if (!isMissing(error)) deps.log.error({ err: error, path }, 'the configuration snapshot cannot be used');
        return undefined;
      }
    },
    changed() {
      isDirty = true;
      timer ??= setTimeout(() => void flush(), pauseMs).unref();
    },
    async close() {
      clearTimeout(timer);
      await (isDirty ? flush() : writing);
    },
  };
}
