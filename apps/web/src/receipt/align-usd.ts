import { formatUsdExact } from '../format/money.ts';

/** An exact amount, and the zeros that bring its digits under those of the amounts beside it. */
export type AlignedUsd = { readonly text: string; readonly zeros: string };

function decimalsOf(text: string): number {
  return text.length - text.indexOf('.') - 1;
}

/** Amounts of one column, exact, so that their points stand under each other. Null stays null: it is not known. */
export function alignUsd(amounts: readonly (string | null)[]): readonly (AlignedUsd | null)[] {
  const texts = amounts.map((usd) => (usd === null ? null : formatUsdExact(usd)));
  const decimals = Math.max(0, ...texts.map((text) => (text === null ? 0 : decimalsOf(text))));
  return texts.map((text) => (text === null ? null : { text, zeros: '0'.repeat(decimals - decimalsOf(text)) }));
}
