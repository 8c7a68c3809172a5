const kept = 4;
/** Exact as doubles, so that what is divided by one is the decimal that it stands for. */
const powers = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** `value` to four figures: no choice turns on more, and the record of each call holds them. */
export function figures(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const digits = kept - 1 - Math.floor(Math.log10(Math.abs(value)));
  const power = powers[Math.abs(digits)];
  if (power === undefined) return value;
  return digits < 0 ? Math.round(value / power) * power : Math.round(value * power) / power;
}

/** `value` to four figures, where it is known. */
export function figuresOf(value: number | undefined): number | undefined {
  return value === undefined ? undefined : figures(value);
}
