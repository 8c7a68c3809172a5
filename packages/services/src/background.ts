import type { Logger } from '@weir/runtime/logger';

/** Work that goes on after its caller was answered. */
export type Background = {
  /** A failure is logged as `what`. */
  run(what: string, work: () => Promise<void>): void;
  /** When all that was begun has ended. */
  settled(): Promise<void>;
};

/** Background work of one process. */
export function createBackground(log: Logger): Background {
  const open = new Set<Promise<void>>();
  return {
    run(what, work) {
      const going = work()
        .catch((error: unknown) => log.error({ err: error }, `${what} failed`))
        .finally(() => open.delete(going));
      open.add(going);
    },
    async settled() {
      while (open.size > 0) await Promise.all(open);
    },
  };
}
