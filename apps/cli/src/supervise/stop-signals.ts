const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A terminal signals the whole process group and npm forwards it: repeats this soon are one and the same. */
const sameMs = 1_000;

type Source = {
  on(signal: (typeof signals)[number], listener: () => void): unknown;
};

/**
 * Tells the first request to stop from a second one, which means at once. `nowMs` is any clock in milliseconds.
 */
export function onStopSignals(
  source: Source,
  nowMs: () => number,
  handlers: { readonly stop: () => void; readonly force: () => void },
): void {
  let firstMs: number | undefined;
  const heard = () => {
    const now = nowMs();
    if (firstMs === undefined) {
      firstMs = now;
      handlers.stop();
    } else if (now - firstMs >= sameMs) {
      handlers.force();
    }
  };
  for (const signal of signals) source.on(signal, heard);
}
