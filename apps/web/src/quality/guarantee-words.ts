import { formatCount } from '../format/number.ts';
import type { QualityGuarantee } from './quality-data.ts';

/** A difference of qualities as points of a hundred, without its sign: `2`, `0.4`. */
function points(difference: number): string {
  return String(Math.abs(Math.round(difference * 1_000) / 10));
}

function bound(difference: number): string {
  return `${points(difference)} points ${difference < 0 ? 'worse' : 'better'}`;
}

/** What a comparison comes to. */
export type GuaranteeState = 'holds' | 'open' | 'worse' | 'few';

export function guaranteeState({ holds, lower, upper, margin }: QualityGuarantee): GuaranteeState {
  if (lower === undefined || upper === undefined) return 'few';
  if (holds) return 'holds';
  return upper < -margin ? 'worse' : 'open';
}

/** What a comparison supports, in words, and no more than that. */
export function guaranteeWords(found: QualityGuarantee): string {
  const { reference, pairs, pairsMin, margin, confidence, lower, upper } = found;
  const [many, sure] = [`${formatCount(pairs)} ${pairs === 1 ? 'pair' : 'pairs'}`, `${confidence * 100}%`];
  if (lower === undefined || upper === undefined) return `${formatCount(pairs)} of at least ${pairsMin} pairs.`;
  if (found.holds) return `No worse than ${reference} by more than ${points(margin)} points, ${sure}, on ${many}.`;
  const between = `Between ${bound(lower)} and ${bound(upper)} than ${reference}, ${sure}, on ${many}`;
  if (guaranteeState(found) === 'worse') return `${between}: worse by more than ${points(margin)} points.`;
  return `${between}: too wide to say that it is no worse by more than ${points(margin)} points.`;
}
