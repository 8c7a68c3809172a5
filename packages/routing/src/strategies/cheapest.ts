import type { CheapestNode } from '../route-plan.ts';
import type { Deciding } from './deciding.ts';
import { type Branch, headOf, joined, nameOf, type Place, type Ruling } from './place.ts';
import { aboveFloor, qualityShare } from './quality-floor.ts';
import { broughtFirst, stayIndex } from './stay-first.ts';
import { weighMove } from './stay-or-move.ts';

/** What the first step of a branch is expected to cost: of a race from the start all legs, of a hedged one the first. */
function costOf(place: Place | undefined): number | undefined {
  if (place === undefined) return undefined;
  if (place.kind === 'single') return place.standing.costUsd;
  const legs = place.hedgeAfterMs === 0 ? place.legs : place.legs.slice(0, 1);
  let sum = 0;
  for (const { costUsd } of legs) {
    if (costUsd === undefined) return undefined;
    sum += costUsd;
  }
  return sum;
}

type Priced = { readonly branch: Branch; readonly costUsd: number };

/** Cheapest first; an unknown cost is not a low one and comes last. What costs the same keeps its order. */
function byCost(branches: readonly Branch[]): readonly Priced[] {
  const priced: Priced[] = [];
  for (const branch of branches) {
    const first = branch.places[0];
    if (first !== undefined) priced.push({ branch, costUsd: costOf(first) ?? Number.POSITIVE_INFINITY });
  }
  return priced.sort((a, b) => (a.costUsd === b.costUsd ? 0 : a.costUsd - b.costUsd));
}

/** What each is expected to cost stands among those considered. */
function saidOf([first, second, ...rest]: readonly Priced[]): string {
  let said = `cheapest first: ${headName(first)}`;
  if (second !== undefined) said += `, then ${headName(second)}`;
  return rest.length === 0 ? said : `${said}, and ${rest.length} more`;
}

function headName(priced: Priced | undefined): string {
  const head = priced === undefined ? undefined : headOf(priced.branch);
  return head === undefined ? '' : nameOf(head);
}

function stayed(priced: readonly Priced[], deciding: Deciding): Ruling | undefined {
  if (deciding.stayId === undefined) return undefined;
  const branches = priced.map(({ branch }) => branch);
  const at = stayIndex(branches, deciding.stayId);
  const own = priced[at];
  const [best] = priced;
  const home = own === undefined ? undefined : headOf(own.branch);
  if (best === undefined || home === undefined || own === best) return undefined;
  const moving = Number.isFinite(best.costUsd) ? best.costUsd : undefined;
  const { pays, said } = weighMove(home, { staying: home.coldCostUsd, moving }, deciding.input);
  if (pays) return { places: joined(branches), said: `${saidOf(priced)}; the call leaves ${nameOf(home)}: ${said}` };
  return { places: joined(broughtFirst(branches, at)), said: `the call stays with ${nameOf(home)}: ${said}` };
}

/** Children by what their first step is expected to cost, above the node's quality floor. */
export function cheapest(node: CheapestNode, branches: readonly Branch[], deciding: Deciding): Ruling {
  const priced = byCost(aboveFloor(branches, qualityShare(node.quality ?? 'any')));
  if (priced.length === 0) return { places: [], said: 'none of its children can take the call' };
  return stayed(priced, deciding) ?? { places: joined(priced.map(({ branch }) => branch)), said: saidOf(priced) };
}
