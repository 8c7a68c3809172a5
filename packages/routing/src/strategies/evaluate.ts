import type { CompiledNode } from './compiled-plan.ts';
import type { Deciding } from './deciding.ts';
import { fallback } from './fallback.ts';
import type { Branch, Place, Ruling } from './place.ts';
import { placesOfTarget } from './target.ts';

function branchesOf(node: CompiledNode, deciding: Deciding): readonly Branch[] {
  return node.children.map((child) => ({
    strategy: child.strategy,
    identity: child.identity,
    places: evaluate(child, deciding),
  }));
}

function ruling(node: CompiledNode, deciding: Deciding): Ruling {
  const { strategy } = node;
  switch (strategy.kind) {
    case 'target':
      return placesOfTarget(node, strategy, deciding);
    default:
      return fallback(branchesOf(node, deciding), deciding);
  }
}

/** The places that a node comes to, in order; what it did is added to the decision's traces, before its children's. */
export function evaluate(node: CompiledNode, deciding: Deciding): readonly Place[] {
  const { path, strategy } = node;
  const at = deciding.traces.push({ path, kind: strategy.kind, said: '' }) - 1;
  const { places, said } = ruling(node, deciding);
  deciding.traces[at] = { path, kind: strategy.kind, said };
  return places;
}
