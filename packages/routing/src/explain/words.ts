/** A whole number with its thousands apart. */
export function whole(value: number): string {
  const digits = String(Math.round(value));
  return digits.length <= 3 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A duration in words, rounded up where it is whole seconds. */
export function duration(ms: number): string {
  return ms < 1_000 ? `${Math.ceil(ms)} ms` : `${whole(Math.ceil(ms / 1_000))} s`;
}

/** A share as per cent, with a digit after the point where it has one. */
export function percent(share: number): string {
  return `${Math.round(share * 1_000) / 10}%`;
}

const zero = 0x30;
const point = 0x2e;

/** Dollars to four figures, never in powers of ten. */
export function dollars(usd: number): string {
  if (usd === 0) return '$0';
  const digits = Math.min(12, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(usd)))));
  const text = usd.toFixed(digits);
  let end = text.length;
  if (digits > 0) {
    while (text.charCodeAt(end - 1) === zero) end -= 1;
    if (text.charCodeAt(end - 1) === point) end -= 1;
  }
  return `$${text.slice(0, end)}`;
}

/** Names joined as a sentence joins them. */
export function listed(names: readonly string[], word: 'and' | 'or' | 'then' = 'and'): string {
  if (names.length <= 1) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}
