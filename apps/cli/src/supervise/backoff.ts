const firstMs = 250;
const longestMs = 10_000;
const rememberedMs = 60_000;

/**
 * How long to wait before the next restart: 250 ms, doubled for every end within the last minute, at most 10 s.
 * `endsMs` are the times of past ends, this one included.
 */
export function restartDelayMs(endsMs: readonly number[], nowMs: number): number {
  const recent = endsMs.filter((endMs) => nowMs - endMs < rememberedMs).length;
  return Math.min(longestMs, firstMs * 2 ** Math.max(0, recent - 1));
}
