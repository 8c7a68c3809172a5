import { type UsageBucket, usageBuckets } from '@weir/protocol/usage';
import { nameOf, type OwnPrice } from './model.ts';

/** What an own price line is worth now: it holds, it begins later, or another took its place. */
export type LineState = 'holds' | 'later' | 'replaced';

const keyOf = ({ provider, model }: OwnPrice) => nameOf({ provider, id: model });

/** The state of each of `lines` at `nowMs`, by id: of each model the latest that has begun holds. */
export function lineStates(lines: readonly OwnPrice[], nowMs: number): ReadonlyMap<string, LineState> {
  const holding = new Map<string, OwnPrice>();
  for (const line of lines) {
    if (Date.parse(line.effectiveFrom) > nowMs) continue;
    const other = holding.get(keyOf(line));
    if (other === undefined || Date.parse(line.effectiveFrom) > Date.parse(other.effectiveFrom))
      holding.set(keyOf(line), line);
  }
  const state = (line: OwnPrice): LineState => {
    if (Date.parse(line.effectiveFrom) > nowMs) return 'later';
    return holding.get(keyOf(line))?.id === line.id ? 'holds' : 'replaced';
  };
  return new Map(lines.map((line) => [line.id, state(line)]));
}

const amount = /^\d+(\.\d{1,12})?$/;

/** What is wrong with an amount that was entered, in words; undefined when nothing is. Empty is no price. */
export function amountError(text: string): string | undefined {
  const given = text.trim();
  if (given === '' || amount.test(given)) return undefined;
  if (/^\d+\.\d{13,}$/.test(given)) return 'At most 12 digits behind the point.';
  return 'An amount in USD, such as 0.15.';
}

/** The prices that were entered, by bucket, without those left empty. */
export function pricesOf(
  entered: Readonly<Partial<Record<UsageBucket, string>>>,
): Partial<Record<UsageBucket, string>> {
  const given = usageBuckets.flatMap((bucket) => {
    const text = entered[bucket]?.trim() ?? '';
    return text === '' ? [] : [[bucket, text] as const];
  });
  return Object.fromEntries(given);
}

/** The prices of a line by bucket, in the order of buckets. */
export function enteredBuckets(usdPerMillion: Readonly<Record<string, string>>): (readonly [UsageBucket, string])[] {
  return usageBuckets.flatMap((bucket) => {
    const usd = usdPerMillion[bucket];
    return usd === undefined ? [] : [[bucket, usd] as const];
  });
}
