import { drawnOrder, hashOf } from '../random.ts';
import type { TargetNode } from '../route-plan.ts';
import type { CompiledNode } from './compiled-plan.ts';
import { type Deciding, drawsFor, isUsable } from './deciding.ts';
import type { Place, Ruling } from './place.ts';
import type { Standing } from './standing.ts';
import { broughtFirst } from './stay-first.ts';

function weightOf({ candidate }: Standing): number {
  return candidate.keyWeight;
}

function drawnKeys(node: CompiledNode, usable: readonly Standing[], deciding: Deciding): readonly Standing[] {
  const identities = usable.map(({ candidate }) => hashOf(candidate.id));
  const order = drawnOrder(usable.map(weightOf), drawsFor(node, identities, deciding));
  return order.flatMap((index) => usable[index] ?? []);
}

function noteChances(usable: readonly Standing[]): void {
  const sum = usable.reduce((total, standing) => total + weightOf(standing), 0);
  if (sum === 0) return;
  for (const standing of usable) standing.propensity = weightOf(standing) / sum;
}

function saidOf(target: TargetNode, counts: { usable: number; all: number; stays: boolean }): string {
  const name = `${target.provider}/${target.model}`;
  const { usable, all, stays } = counts;
  if (all === 0) return `${name}: there is nothing to reach it by`;
  if (usable === 0) return `${name}: ${all === 1 ? 'it is left out' : `all ${all} keys are left out`}`;
  if (usable === 1) return all === 1 ? '' : `${name}: the one key of ${all} that can take the call`;
  return `${name}: ${usable} of ${all} keys, ${stays ? 'the one that the call stays with first' : 'drawn by weight'}`;
}

/** The keys of a target that can take the call. */
function usableOf(variants: readonly number[], deciding: Deciding): readonly Standing[] {
  const usable: Standing[] = [];
  for (const variant of variants) {
    const standing = deciding.standings[variant];
    if (standing !== undefined && isUsable(standing, deciding)) usable.push(standing);
  }
  return usable;
}

/** One model by its keys: the first is drawn by weight, the others follow as they are drawn. */
export function placesOfTarget(node: CompiledNode, target: TargetNode, deciding: Deciding): Ruling {
  const all = node.variants.length;
  const usable = usableOf(node.variants, deciding);
  const [only] = usable;
  if (only === undefined || usable.length === 1) {
    const said = saidOf(target, { usable: usable.length, all, stays: false });
    return { places: only === undefined ? [] : [{ kind: 'single', standing: only }], said };
  }
  const drawn = drawnKeys(node, usable, deciding);
  const stay = drawn.findIndex(({ candidate }) => candidate.id === deciding.stayId);
  if (stay === -1) noteChances(usable);
  const places = broughtFirst(drawn, stay).map((standing): Place => ({ kind: 'single', standing }));
  return { places, said: saidOf(target, { usable: usable.length, all, stays: stay !== -1 }) };
}
