import { drawnOrder, hashOf } from '../random.ts';
import type { TargetNode } from '../route-plan.ts';
import type { CompiledNode } from './compiled-plan.ts';
import { type Deciding, drawsFor, isUsable } from './deciding.ts';
import type { Ruling } from './place.ts';
import type { Standing } from './standing.ts';
import { broughtFirst } from './stay-first.ts';

function drawnKeys(node: CompiledNode, usable: readonly Standing[], deciding: Deciding): readonly Standing[] {
  const weights = usable.map(({ candidate }) => candidate.keyWeight);
  const identities = usable.map(({ candidate }) => hashOf(candidate.id));
  const order = drawnOrder(weights, drawsFor(node, identities, deciding));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  for (const [index, standing] of usable.entries()) {
    standing.propensity = sum === 0 ? undefined : (weights[index] ?? 0) / sum;
  }
  return order.flatMap((index) => usable[index] ?? []);
}

function saidOf(target: TargetNode, counts: { usable: number; all: number; stays: boolean }): string {
  const name = `${target.provider}/${target.model}`;
  const { usable, all, stays } = counts;
  if (all === 0) return `${name}: there is nothing to reach it by`;
  if (usable === 0) return `${name}: ${all === 1 ? 'it is left out' : `all ${all} keys are left out`}`;
  if (usable === 1) return all === 1 ? name : `${name}: the one key of ${all} that can take the call`;
  return `${name}: ${usable} of ${all} keys, ${stays ? 'the one that the call stays with first' : 'drawn by weight'}`;
}

/** One model by its keys: the first is drawn by weight, the others follow as they are drawn. */
export function placesOfTarget(node: CompiledNode, target: TargetNode, deciding: Deciding): Ruling {
  const all = node.variants;
  const usable = all.flatMap((variant) => {
    const standing = deciding.standings[variant];
    return standing !== undefined && isUsable(standing, deciding) ? [standing] : [];
  });
  const drawn = usable.length > 1 ? drawnKeys(node, usable, deciding) : usable;
  const stay = drawn.findIndex(({ candidate, probe }) => candidate.id === deciding.stayId && !probe);
  const ordered = broughtFirst(drawn, stay);
  const said = saidOf(target, { usable: usable.length, all: all.length, stays: stay !== -1 });
  return { places: ordered.map((standing) => ({ kind: 'single', standing })), said };
}
