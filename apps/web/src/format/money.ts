const digitsMin = 2;
const significantMin = 3;

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Where to cut the decimals of an amount below 1: behind its third significant digit. */
function decimalsOf(whole: string, fraction: string): number {
  if (whole !== '0') return digitsMin;
  const leading = /^0*/.exec(fraction)?.[0].length ?? 0;
  return leading === fraction.length ? digitsMin : Math.max(digitsMin, leading + significantMin);
}

/** Rounds the decimal text half up at `decimals`; both as strings of digits, so that no amount passes through a float. */
function rounded(whole: string, fraction: string, decimals: number): { whole: string; fraction: string } {
  const units = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  const up = (fraction[decimals] ?? '0') >= '5' ? 1n : 0n;
  const text = String(units + up).padStart(decimals + 1, '0');
  return { whole: text.slice(0, text.length - decimals), fraction: text.slice(text.length - decimals) };
}

function trimmed(fraction: string): string {
  const cut = fraction.replace(/0+$/, '');
  return cut.length >= digitsMin ? cut : fraction.slice(0, digitsMin).padEnd(digitsMin, '0');
}

function parts(usd: string): { sign: string; whole: string; fraction: string } {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(usd) ?? [];
  return { sign, whole: whole.replace(/^0+(?=\d)/, ''), fraction };
}

/** A decimal amount of USD with the digits that matter: $1,284.10, $0.42, $0.000042. */
export function formatUsd(usd: string): string {
  const { sign, whole, fraction } = parts(usd);
  const decimals = decimalsOf(whole, fraction);
  const shown = rounded(whole, fraction, decimals);
  return `${sign}$${grouped(shown.whole)}.${trimmed(shown.fraction)}`;
}

/** A decimal amount of USD with every digit that it has, at least two decimals. */
export function formatUsdExact(usd: string): string {
  const { sign, whole, fraction } = parts(usd);
  return `${sign}$${grouped(whole)}.${trimmed(fraction.padEnd(digitsMin, '0'))}`;
}

/** Short, for the axis of a chart, where an amount is a position and not a sum: $1.2k. */
export function formatUsdShort(usd: number): string {
  if (usd === 0) return '$0';
  const size = Math.abs(usd);
  if (size >= 1_000)
    return `$${new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(usd)}`;
  if (size >= 0.01) return `$${new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(usd)}`;
  return `$${Number(usd.toPrecision(2))}`.replace(/e-(\d+)$/, ' × 10⁻$1');
}

/** An amount to its last digit, and whether it is one of money: what stands beside a rounded one on hover. */
export function exactUsdWords(usd: string, simulated = false): string {
  const exact = formatUsdExact(usd);
  return simulated ? `${exact}, simulated by the sandbox: no money` : exact;
}
