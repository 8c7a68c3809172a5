/** Bins an octave: neighbouring bounds are 9% apart, so a percentile read from a histogram is within 5% of the truth. */
const binsPerOctave = 8;

/** The last bin holds everything from about 24 hours. */
export const latencyBinMax = 212;

/** The log-spaced bin of a latency in milliseconds: 0 below 1 ms, then 8 bins an octave, at most `latencyBinMax`. */
export function latencyBin(ms: number): number {
  if (!(ms >= 1)) return 0;
  return Math.min(1 + Math.floor(Math.log2(ms) * binsPerOctave), latencyBinMax);
}

/** The bounds `[from, to)` of a bin in milliseconds; the last bin has no upper bound. */
export function latencyBinBounds(bin: number): readonly [number, number] {
  if (bin <= 0) return [0, 1];
  const from = 2 ** ((bin - 1) / binsPerOctave);
  return [from, bin >= latencyBinMax ? Number.POSITIVE_INFINITY : 2 ** (bin / binsPerOctave)];
}
