import { duration, listed } from '../explain/words.ts';
import type { RaceNode } from '../route-plan.ts';
import type { Deciding } from './deciding.ts';
import { hedgeAfter } from './hedge-after.ts';
import { type Branch, headOf, joined, nameOf, type Place, type RacePlace, type Ruling, standingsOf } from './place.ts';
import type { Standing } from './standing.ts';
import { broughtFirst, stayIndex } from './stay-first.ts';

export const raceDefaults = { legs: 2, extraSpendMaxPercent: 5 } as const;

/** The heads of branches, each Target once. */
function startersOf(branches: readonly Branch[]): readonly Standing[] {
  const ids = new Set<string>();
  return branches.flatMap((branch) => {
    const head = headOf(branch);
    if (head === undefined || ids.has(head.candidate.id)) return [];
    ids.add(head.candidate.id);
    return [head];
  });
}

/** As many as race, the first first; each further one at a provider that does not race yet, where there is one. */
function legsAmong(starters: readonly Standing[], count: number): readonly Standing[] {
  const legs: Standing[] = [];
  const waiting = [...starters];
  while (legs.length < count && waiting.length > 0) {
    const fresh = waiting.findIndex(
      ({ candidate }) => !legs.some((leg) => leg.candidate.provider === candidate.provider),
    );
    legs.push(...waiting.splice(Math.max(0, fresh), 1));
  }
  return legs;
}

/** True where all legs start at once, which `start` says by a word. */
function startsAtOnce({ start }: RaceNode): boolean {
  return typeof start === 'string';
}

function hedgeAfterMsOf({ start }: RaceNode, first: Standing): number {
  if (typeof start === 'string') return 0;
  const after = start?.hedgeAfterMs ?? 'p95';
  return after === 'p95' ? hedgeAfter(first.latency, first.outlook.streaming) : after;
}

function raceOf(node: RaceNode, legs: readonly Standing[], first: Standing): RacePlace {
  return {
    kind: 'race',
    legs,
    hedgeAfterMs: hedgeAfterMsOf(node, first),
    acceptRefusals: node.accept?.refusals ?? false,
    extraSpendMaxPercent: startsAtOnce(node)
      ? undefined
      : (node.extraSpendMaxPercent ?? raceDefaults.extraSpendMaxPercent),
  };
}

function saidOf({ hedgeAfterMs, legs }: RacePlace): string {
  const names = legs.map(nameOf);
  if (hedgeAfterMs === 0) return `${listed(names)} race from the start`;
  const wait = duration(hedgeAfterMs);
  return `${names[0]} first; ${listed(names.slice(1))} joins after ${wait} without an answer${legs.length > 2 ? ' each' : ''}`;
}

/**
 * The heads of different children race; what is left follows one by one. Only targets that qualify race, so with one left
 * there is no race. Unless said otherwise two race, the second after the first one's live p95.
 */
export function race(node: RaceNode, branches: readonly Branch[], deciding: Deciding): Ruling {
  const ordered = broughtFirst(branches, stayIndex(branches, deciding.stayId));
  const legs = legsAmong(startersOf(ordered), node.legs ?? raceDefaults.legs);
  const [first] = legs;
  if (first === undefined) return { places: [], said: 'none of its children can take the call' };
  if (legs.length === 1) {
    return { places: joined(ordered), said: `no race: only ${nameOf(first)} can take the call at once` };
  }
  const racing = raceOf(node, legs, first);
  const others = joined(ordered)
    .flatMap(standingsOf)
    .filter((standing) => !legs.includes(standing));
  const rest = others.map((standing): Place => ({ kind: 'single', standing }));
  return { places: [racing, ...rest], said: saidOf(racing) };
}
