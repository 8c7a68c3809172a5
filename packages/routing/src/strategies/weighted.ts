import { percent } from '../explain/words.ts';
import { drawnOrder } from '../random.ts';
import type { CompiledNode } from './compiled-plan.ts';
import { type Deciding, drawsFor } from './deciding.ts';
import { type Branch, headOf, joined, nameOf, type Ruling } from './place.ts';
import { noteChance } from './propensity.ts';
import { broughtFirst, stayIndex } from './stay-first.ts';

/**
 * Children in the order in which they are drawn by weight (1 where nothing is said), those of weight 0 last. A child that
 * has nothing left to try is not drawn: its share goes to the others.
 */
export function weighted(node: CompiledNode, branches: readonly Branch[], deciding: Deciding): Ruling {
  const open = branches.filter(({ places }) => places.length > 0);
  if (open.length === 0) return { places: [], said: 'none of its children can take the call' };
  const weights = open.map(({ strategy }) => strategy.weight ?? 1);
  const identities = open.map(({ identity }) => identity);
  const order = drawnOrder(weights, drawsFor(node, identities, deciding));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const stay = stayIndex(open, deciding.stayId);
  const drawn = broughtFirst(order, stay === -1 ? -1 : order.indexOf(stay));
  if (stay === -1 && sum > 0) {
    for (const [index, branch] of open.entries()) noteChance(branch, (weights[index] ?? 0) / sum);
  }
  const ordered = drawn.flatMap((index) => open[index] ?? []);
  const [first] = ordered;
  const head = first === undefined ? undefined : headOf(first);
  if (head === undefined) return { places: [], said: 'none of its children can take the call' };
  if (stay !== -1) return { places: joined(ordered), said: `the call stays with ${nameOf(head)}` };
  const share = sum === 0 ? 1 / open.length : (weights[drawn[0] ?? 0] ?? 0) / sum;
  const how = deciding.stickyHash === undefined ? 'drawn' : 'drawn for good for what makes the call sticky';
  return { places: joined(ordered), said: `${nameOf(head)}, ${how}: ${percent(share)} of calls` };
}
