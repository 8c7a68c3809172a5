import { dollars, percent } from '../explain/words.ts';
import { uniform } from '../random.ts';
import type { SmartNode } from '../route-plan.ts';
import type { CompiledNode } from './compiled-plan.ts';
import type { Deciding } from './deciding.ts';
import { type Branch, headOf, joined, nameOf, type Ruling, standingsOf } from './place.ts';
import { noteChance } from './propensity.ts';
import { aboveFloor, bestQuality, qualityShare } from './quality-floor.ts';
import type { Standing } from './standing.ts';
import { broughtFirst, stayIndex } from './stay-first.ts';
import { dollarWorth, leastShare, rankedOffers } from './worth.ts';

export const smartDefaults = { quality: 'balanced', explore: 0.02 } as const;

type Headed = { readonly branch: Branch; readonly head: Standing };

function headed(branches: readonly Branch[]): readonly Headed[] {
  return branches.flatMap((branch) => {
    const head = headOf(branch);
    return head === undefined ? [] : [{ branch, head }];
  });
}

/** The dearest target's price for a call of usual size; 0 where no price is known. */
function dearestUsd(branches: readonly Branch[]): number {
  let dearest = 0;
  for (const { places } of branches) {
    for (const place of places) {
      for (const { typicalCostUsd } of standingsOf(place)) dearest = Math.max(dearest, typicalCostUsd ?? 0);
    }
  }
  return dearest;
}

function ranked(branches: readonly Branch[], share: number): readonly Headed[] {
  const all = headed(branches);
  const offers = all.map(({ head }) => ({ quality: head.quality?.quality ?? 0, costUsd: head.costUsd }));
  const worth = dollarWorth(share, bestQuality(branches) ?? 1, dearestUsd(branches));
  return rankedOffers(offers, worth).flatMap((index) => all[index] ?? []);
}

function offerWords({ quality, costUsd }: Standing): string {
  const worth = quality === undefined ? 'unknown' : percent(quality.quality);
  return `expected quality ${worth} at ${costUsd === undefined ? 'a cost that is not known' : `about ${dollars(costUsd)}`}`;
}

function saidOf(all: readonly Headed[], share: number): string {
  const [best, next] = all;
  if (best === undefined) return 'none of its children can take the call';
  const then = next === undefined ? '' : `, rather than ${nameOf(next.head)}: ${offerWords(next.head)}`;
  return `${nameOf(best.head)}: ${offerWords(best.head)}${then}; ${percent(share)} of the best quality is asked for`;
}

/** The place in the ranking that goes first, drawn with chance `explore` from all of them; notes every chance. */
function drawnPlace(node: CompiledNode, all: readonly Headed[], draw: { explore: number; seed: number }): number {
  const { explore, seed } = draw;
  const each = explore / all.length;
  for (const [index, { branch }] of all.entries()) noteChance(branch, (index === 0 ? 1 - explore : 0) + each);
  const number = uniform(seed, node.label, 0);
  return number < explore ? Math.min(all.length - 1, Math.floor(number / each)) : 0;
}

/**
 * Children by what they are expected to be worth for this task and to cost: the cheapest, unless a dearer one brings
 * enough for each further dollar (`dollarWorth`), none below `leastShare` of the best. With chance `explore` any of them
 * is put first, each as likely, so that there is something to learn from; a sticky call explores nothing.
 */
export function smart(
  { node, strategy }: { readonly node: CompiledNode; readonly strategy: SmartNode },
  branches: readonly Branch[],
  deciding: Deciding,
): Ruling {
  const share = qualityShare(strategy.quality ?? smartDefaults.quality);
  const all = ranked(aboveFloor(branches, share > 0 ? Math.max(leastShare(share), Number.MIN_VALUE) : 0), share);
  const ordered = all.map(({ branch }) => branch);
  const stay = stayIndex(ordered, deciding.stayId);
  const home = all[stay];
  if (home !== undefined) {
    const said = `the call stays with ${nameOf(home.head)}: ${offerWords(home.head)}`;
    return { places: joined(broughtFirst(ordered, stay)), said };
  }
  if (all.length === 0) return { places: [], said: 'none of its children can take the call' };
  const explore = strategy.explore ?? smartDefaults.explore;
  const at = drawnPlace(node, all, { explore, seed: deciding.input.seed });
  const drawn = all[at];
  if (at === 0 || drawn === undefined) return { places: joined(ordered), said: saidOf(all, share) };
  const said = `${nameOf(drawn.head)}, drawn to learn from: ${percent(explore)} of calls are; else ${saidOf(all, share)}`;
  return { places: joined(broughtFirst(ordered, at)), said };
}
