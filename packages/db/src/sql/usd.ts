const picoDigits = 12;

/** Pico-dollars (1e-12 USD) as an exact decimal string in USD: at least one digit before the point, no idle zeros. */
export function usdOf(pico: bigint): string {
  const digits = (pico < 0n ? -pico : pico).toString().padStart(picoDigits + 1, '0');
  const whole = digits.slice(0, -picoDigits);
  const fraction = digits.slice(-picoDigits).replace(/0+$/, '');
  return `${pico < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
