import type { LabelledRow } from '@weir/db/sql/quality-feedback';
import { type Guarantee, guarantee, type PairedScore } from '@weir/routing/smart/guarantee';
import { qualityLabel, type RatedAnswer } from './label.ts';
import { outcomeOf } from './learn-labels.ts';

/** How a smart route fared against always calling one model, on a random sample of requests. */
export type RouteGuarantee = {
  readonly route: string;
  /** `provider/model`. */
  readonly reference: string;
  readonly pairs: number;
  /** Undefined with too few pairs. */
  readonly found: Guarantee | undefined;
};

const scores = { a: [1, 0], b: [0, 1], tie: [0.5, 0.5] } as const satisfies Record<
  string,
  readonly [PairedScore, PairedScore]
>;

type Comparison = { readonly route: string; readonly reference: string; readonly score: PairedScore };

/** The reference is called as such: what another choice sent to it is not what always calling it would be. */
function compared(mine: RatedAnswer, reference: RatedAnswer, score: PairedScore): Comparison[] {
  if (!mine.smart || mine.route === undefined || reference.smart) return [];
  return [{ route: mine.route.name, reference: reference.model, score }];
}

/** The comparisons in a verdict: none, or one. */
function comparisonsIn({ score, label }: LabelledRow): (Comparison & { readonly asker: string | undefined })[] {
  const known = qualityLabel.safeParse(label);
  if (!known.success || known.data.other === undefined) return [];
  const { other, asker, ...one } = known.data;
  const [mine, theirs] = scores[outcomeOf(score)];
  return [...compared(one, other, mine), ...compared(other, one, theirs)].map((each) => ({ ...each, asker }));
}

/**
 * What verdicts on a random sample, in their order, support, by route and reference. Answers to one person are alike, so
 * that each who is named counts with the first pair alone.
 */
export function guaranteesOf(rows: readonly LabelledRow[]): readonly RouteGuarantee[] {
  const samples = new Map<string, { route: string; reference: string; pairs: PairedScore[]; askers: Set<string> }>();
  for (const { route, reference, score, asker } of rows.flatMap(comparisonsIn)) {
    const name = JSON.stringify([route, reference]);
    const sample = samples.get(name) ?? { route, reference, pairs: [], askers: new Set() };
    samples.set(name, sample);
    if (asker !== undefined && sample.askers.has(asker)) continue;
    if (asker !== undefined) sample.askers.add(asker);
    sample.pairs.push(score);
  }
  return [...samples.values()]
    .map(({ route, reference, pairs }) => ({ route, reference, pairs: pairs.length, found: guarantee(pairs) }))
    .sort((one, other) => one.route.localeCompare(other.route) || one.reference.localeCompare(other.reference));
}
