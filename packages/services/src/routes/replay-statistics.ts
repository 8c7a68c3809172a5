/** 95% of a normal distribution lies within so many standard deviations. */
const z95 = 1.959964;
/** Sums of fewer differences are not told to be near a normal distribution. */
const normalMin = 30;

export type Interval = { readonly low: number; readonly high: number };

/** Where a share lies with 95% confidence when `count` of `of` have it (Wilson's interval). */
export function wilson(count: number, of: number): Interval {
  if (of === 0) return { low: 0, high: 1 };
  const share = count / of;
  const z2 = z95 * z95;
  const middle = share + z2 / (2 * of);
  const half = z95 * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of));
  const scale = 1 + z2 / of;
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) };
}

/** A quantile with the order statistics between which it lies with 95% confidence; undefined where too few are known. */
export type Quantile = { readonly value: number; readonly low: number | undefined; readonly high: number | undefined };

/** The quantile `q` of values in rising order, at least one (nearest rank; its interval by the binomial's normal form). */
export function quantile(sorted: readonly number[], q: number): Quantile {
  const n = sorted.length;
  const half = z95 * Math.sqrt(n * q * (1 - q));
  const value = sorted[Math.max(0, Math.ceil(n * q) - 1)] ?? Number.NaN;
  return { value, low: sorted[Math.floor(n * q - half) - 1], high: sorted[Math.ceil(n * q + half)] };
}

/** A sum of differences as they come (Welford). */
export type DifferenceSum = { count: number; mean: number; squares: number };

/** Nothing added yet. */
export function newDifferenceSum(): DifferenceSum {
  return { count: 0, mean: 0, squares: 0 };
}

/** Adds a difference. */
export function addDifference(sum: DifferenceSum, difference: number): void {
  sum.count += 1;
  const delta = difference - sum.mean;
  sum.mean += delta / sum.count;
  sum.squares += delta * (difference - sum.mean);
}

/**
 * Where the sum of as many differences, drawn from the same calls, lies with 95% confidence; undefined for fewer than 30.
 */
export function sumInterval({ count, mean, squares }: DifferenceSum): Interval | undefined {
  if (count < normalMin) return undefined;
  const half = z95 * Math.sqrt((squares / (count - 1)) * count);
  return { low: mean * count - half, high: mean * count + half };
}
