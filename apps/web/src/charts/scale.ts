/** An axis from 0: where it ends and what stands at it. */
export type Scale = { readonly max: number; readonly ticks: readonly number[] };

const steps = [1, 2, 2.5, 5, 10];
const ticksWanted = 4;

/** An axis from 0 that holds `top`, with about four ticks at round numbers; whole ones for what is counted. */
export function scaleTo(top: number, { whole = false }: { readonly whole?: boolean } = {}): Scale {
  if (!(top > 0)) return { max: 1, ticks: [0, 1] };
  const rough = top / ticksWanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  // Without the allowance a quotient such as 2.0000000000000004 would take the next step.
  const found = (steps.find((each) => each * power >= rough * (1 - 1e-9)) ?? 10) * power;
  const step = whole ? Math.max(1, Math.ceil(found)) : found;
  const count = Math.ceil((top / step) * (1 - 1e-9));
  return { max: count * step, ticks: Array.from({ length: count + 1 }, (_, nth) => nth * step) };
}

const log = (ms: number) => Math.log10(Math.max(ms, 1));

/** Where `value` stands between 0 and the scale's end, as a share. */
export function shareOf(value: number, { max }: Scale): number {
  return Math.min(1, Math.max(0, value / max));
}

/** Where `value` stands on a logarithmic axis between `from` and `to`, as a share. */
export function logShareOf(value: number, [from, to]: readonly [number, number]): number {
  return Math.min(1, Math.max(0, (log(value) - log(from)) / (log(to) - log(from))));
}
