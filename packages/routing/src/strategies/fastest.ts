import { duration, percent } from '../explain/words.ts';
import { uniform } from '../random.ts';
import type { FastestNode } from '../route-plan.ts';
import type { CompiledNode } from './compiled-plan.ts';
import type { Deciding } from './deciding.ts';
import { type Branch, headOf, joined, nameOf, type Place, type Ruling } from './place.ts';
import { noteChance } from './propensity.ts';
import { aboveFloor, qualityShare } from './quality-floor.ts';
import type { Standing } from './standing.ts';
import { broughtFirst, stayIndex } from './stay-first.ts';
import { weighMove } from './stay-or-move.ts';

/** Shares of a node's calls that go first to targets that are not measured well enough, all such targets together. */
export const exploringShares = {
  /** While any is cold: one that has become fast again is known as such after a few dozen calls. */
  cold: 0.1,
  /** While all are warm and some are rarely measured: their figures may be those of long ago. */
  rare: 0.05,
} as const;
/** A target with fewer recent samples is rarely measured: what 5% of a thousand calls, as many as are remembered, make. */
const rareSamples = 50;

type By = 'first_token' | 'whole_answer';

/** A branch by the times of its head; `timeMs` is undefined where they are cold. */
type Timed = {
  readonly branch: Branch;
  readonly head: Standing;
  readonly timeMs: number | undefined;
  readonly samples: number;
};

function timeOf(standing: Standing, by: By): number | undefined {
  if (!standing.isWarm) return undefined;
  return by === 'first_token' ? standing.firstSeenMs : standing.durationMs;
}

/** A race from the start is as fast as its fastest leg, a hedged one about as its first. */
function stepTimeOf(place: Place, by: By): number | undefined {
  if (place.kind === 'single') return timeOf(place.standing, by);
  const legs = place.hedgeAfterMs === 0 ? place.legs : place.legs.slice(0, 1);
  const times = legs.flatMap((leg) => timeOf(leg, by) ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}

function timed(branches: readonly Branch[], by: By): readonly Timed[] {
  return branches.flatMap((branch): readonly Timed[] => {
    const head = headOf(branch);
    const [first] = branch.places;
    if (head === undefined || first === undefined) return [];
    return [{ branch, head, timeMs: stepTimeOf(first, by), samples: head.latency?.samples ?? 0 }];
  });
}

function ranked(all: readonly Timed[]): readonly Timed[] {
  return [...all].sort((a, b) => {
    if (a.timeMs === b.timeMs) return 0;
    return (a.timeMs ?? Number.POSITIVE_INFINITY) - (b.timeMs ?? Number.POSITIVE_INFINITY);
  });
}

/** Those worth a look: cold, or with so few samples that they may have changed unseen. */
function unseen(all: readonly Timed[]): readonly Timed[] {
  return all.slice(1).filter(({ timeMs, samples }) => timeMs === undefined || samples < rareSamples);
}

function first(all: readonly Timed[], one: Timed): readonly Place[] {
  return joined(broughtFirst(all, all.indexOf(one)).map(({ branch }) => branch));
}

/** Nothing is known of any: each is as likely as the others, until there is something to go by. */
function anyOf(node: CompiledNode, all: readonly Timed[], deciding: Deciding): Ruling {
  const one = all[Math.floor(uniform(deciding.input.seed, node.label, 1) * all.length)];
  if (one === undefined) return { places: [], said: 'none of its children can take the call' };
  for (const { branch } of all) noteChance(branch, 1 / all.length);
  return { places: first(all, one), said: `no times are known yet: ${nameOf(one.head)}, drawn` };
}

function explored(node: CompiledNode, all: readonly Timed[], deciding: Deciding): Ruling | undefined {
  const chosenFrom = unseen(all);
  if (chosenFrom.length === 0) return undefined;
  const share = exploringShares[chosenFrom.some(({ timeMs }) => timeMs === undefined) ? 'cold' : 'rare'];
  const each = share / chosenFrom.length;
  for (const [index, one] of all.entries()) {
    noteChance(one.branch, index === 0 ? 1 - share : chosenFrom.includes(one) ? each : 0);
  }
  const draw = uniform(deciding.input.seed, node.label, 0);
  const one = draw < share ? chosenFrom[Math.floor((draw / share) * chosenFrom.length)] : undefined;
  if (one === undefined) return undefined;
  const why = 'to learn its times, which are not known well';
  return { places: first(all, one), said: `${nameOf(one.head)} first, ${why}: ${percent(each)} of calls` };
}

function timeWords({ head, timeMs }: Timed): string {
  return `${nameOf(head)} ${timeMs === undefined ? 'of unknown time' : `at ${duration(timeMs)}`}`;
}

function saidOf(all: readonly Timed[], by: By): string {
  const told = all.slice(0, 2).map(timeWords);
  const more = all.length - told.length;
  const what = by === 'first_token' ? 'the first token' : 'the whole answer';
  return `fastest to ${what}: ${told.join(', then ')}${more > 0 ? `, and ${more} more` : ''}`;
}

function stayed(all: readonly Timed[], by: By, deciding: Deciding): Ruling | undefined {
  const branches = all.map(({ branch }) => branch);
  const at = stayIndex(branches, deciding.stayId);
  const own = all[at];
  if (own === undefined) return undefined;
  if (at === 0) return { places: joined(branches), said: saidOf(all, by) };
  const home = own.head;
  const { pays, said } = weighMove(home, { staying: timeOf(home, by), moving: all[0]?.timeMs }, deciding.input);
  if (pays) return { places: joined(branches), said: `${saidOf(all, by)}; the call leaves ${nameOf(home)}: ${said}` };
  return { places: joined(broughtFirst(branches, at)), said: `the call stays with ${nameOf(home)}: ${said}` };
}

/**
 * Children by the live times of the targets that they begin with, above the node's quality floor. Of the calls 10% go
 * first to those whose times are cold (fewer than 5 recent samples), or 5% to those that are rarely measured (fewer than
 * 50) where none is cold; cold ones come last else. A sticky call explores nothing.
 */
export function fastest(
  { node, strategy }: { readonly node: CompiledNode; readonly strategy: FastestNode },
  branches: readonly Branch[],
  deciding: Deciding,
): Ruling {
  const by = strategy.by ?? 'first_token';
  const all = ranked(timed(aboveFloor(branches, qualityShare(strategy.quality ?? 'any')), by));
  if (all.length === 0) return { places: [], said: 'none of its children can take the call' };
  const stays = stayed(all, by, deciding);
  if (stays !== undefined) return stays;
  if (all[0]?.timeMs === undefined && all.length > 1) return anyOf(node, all, deciding);
  return explored(node, all, deciding) ?? { places: joined(all.map(({ branch }) => branch)), said: saidOf(all, by) };
}
