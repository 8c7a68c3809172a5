const decimalPattern = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/;

/** More than any JSON number has: whoever writes more wants a number that fills the memory. */
const exponentMax = 400;

type Decimal = { readonly negative: boolean; readonly digits: bigint; readonly scale: number };

/** `digits` times ten to the power of minus `scale`. Throws a RangeError on anything but a plain decimal number. */
function parseDecimal(text: string): Decimal {
  const match = decimalPattern.exec(text);
  if (match === null) throw new RangeError(`not a decimal number: ${JSON.stringify(text)}`);
  const [, sign, whole = '0', fraction = '', exponent = '0'] = match;
  if (Math.abs(Number(exponent)) > exponentMax) throw new RangeError(`out of range: ${text}`);
  return { negative: sign === '-', digits: BigInt(whole + fraction), scale: fraction.length - Number(exponent) };
}

const picoScale = 12;

function signed(magnitude: bigint, negative: boolean): bigint {
  return negative ? -magnitude : magnitude;
}

/**
 * Pico-dollars (1e-12 USD) of a decimal amount in USD, exact. Throws a RangeError when the text is no decimal number
 * or is finer than a pico-dollar.
 */
export function picoFromUsd(text: string): bigint {
  const { negative, digits, scale } = parseDecimal(text);
  if (scale <= picoScale) return signed(digits * 10n ** BigInt(picoScale - scale), negative);
  const divisor = 10n ** BigInt(scale - picoScale);
  if (digits % divisor !== 0n) throw new RangeError(`finer than a pico-dollar: ${text}`);
  return signed(digits / divisor, negative);
}

/** As picoFromUsd, for a JSON number: read off its shortest decimal text, half up where it is finer than a pico-dollar. */
export function picoFromNumber(usd: number): bigint {
  const { negative, digits, scale } = parseDecimal(String(usd));
  if (scale <= picoScale) return signed(digits * 10n ** BigInt(picoScale - scale), negative);
  const divisor = 10n ** BigInt(scale - picoScale);
  return signed((digits + divisor / 2n) / divisor, negative);
}

/** Pico-dollars are kept in 64 bits, which end at 9,223,372 USD. */
const amountPicoMax = 9_000_000n * 10n ** BigInt(picoScale);

/**
 * True for an amount in USD that people may write: a plain decimal of at most 12 places, not negative, at most
 * 9,000,000.
 */
export function isUsdAmount(text: string): boolean {
  if (!/^\d+(\.\d+)?$/.test(text)) return false;
  try {
    return picoFromUsd(text) <= amountPicoMax;
  } catch {
    return false;
  }
}

/** Exact decimal text in USD of an amount in pico-dollars, without trailing zeros: 1500000000000n is `1.5`. */
export function usdFromPico(pico: bigint): string {
  const digits = (pico < 0n ? -pico : pico).toString().padStart(picoScale + 1, '0');
  const fraction = digits.slice(-picoScale).replace(/0+$/, '');
  const whole = digits.slice(0, -picoScale);
  return `${pico < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
