const picoDigits = 12;

/** A decimal amount of USD in pico-dollars (1e-12 USD), exact. Throws on what is no decimal. */
export function picoOf(usd: string): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(usd) ?? [];
  if (whole === undefined) throw new RangeError('not a decimal amount of USD');
  const size = BigInt(whole + fraction.padEnd(picoDigits, '0'));
  return sign === '-' ? -size : size;
}

/** Pico-dollars as a decimal amount of USD, without idle zeros. */
export function usdOfPico(pico: bigint): string {
  const digits = String(pico < 0n ? -pico : pico).padStart(picoDigits + 1, '0');
  const fraction = digits.slice(-picoDigits).replace(/0+$/, '');
  return `${pico < 0n ? '-' : ''}${digits.slice(0, -picoDigits)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The sum of what is known of `amounts`, exact; null when none is. */
export function sumUsd(amounts: Iterable<string | null>): string | null {
  let sum: bigint | null = null;
  for (const usd of amounts) if (usd !== null) sum = (sum ?? 0n) + picoOf(usd);
  return sum === null ? null : usdOfPico(sum);
}
