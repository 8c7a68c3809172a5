import type { Strategy, TargetNode } from '../route-plan.ts';
import { cheapest } from './cheapest.ts';
import type { CompiledNode } from './compiled-plan.ts';
import { branchFor, branchWords } from './conditional.ts';
import type { Deciding } from './deciding.ts';
import { fallback } from './fallback.ts';
import { fastest } from './fastest.ts';
import type { Branch, Place, Ruling } from './place.ts';
import { race } from './race.ts';
import { smart } from './smart.ts';
import { placesOfTarget } from './target.ts';
import { weighted } from './weighted.ts';

function branchesOf(node: CompiledNode, deciding: Deciding): readonly Branch[] {
  return node.children.map((child) => ({
    strategy: child.strategy,
    identity: child.identity,
    places: evaluate(child, deciding),
  }));
}

function ruling(node: CompiledNode, strategy: Exclude<Strategy, TargetNode>, deciding: Deciding): Ruling {
  switch (strategy.kind) {
    case 'fallback':
      return fallback(branchesOf(node, deciding), deciding);
    case 'weighted':
      return weighted(node, branchesOf(node, deciding), deciding);
    case 'cheapest':
      return cheapest(strategy, branchesOf(node, deciding), deciding);
    case 'fastest':
      return fastest({ node, strategy }, branchesOf(node, deciding), deciding);
    case 'smart':
      return smart({ node, strategy }, branchesOf(node, deciding), deciding);
    case 'race':
      return race(strategy, branchesOf(node, deciding), deciding);
    case 'conditional': {
      const index = branchFor(strategy, deciding);
      const child = node.children[index];
      return { places: child === undefined ? [] : evaluate(child, deciding), said: branchWords(strategy, index) };
    }
  }
}

/**
 * The places that a node comes to, in order; what it did is added to the decision's traces, before its children's. A
 * target that only takes its place does nothing: it stands among those considered.
 */
export function evaluate(node: CompiledNode, deciding: Deciding): readonly Place[] {
  const { path, strategy } = node;
  if (strategy.kind === 'target') {
    const { places, said } = placesOfTarget(node, strategy, deciding);
    if (said !== '') deciding.traces.push({ path, kind: strategy.kind, said });
    return places;
  }
  const at = deciding.traces.push({ path, kind: strategy.kind, said: '' }) - 1;
  const { places, said } = ruling(node, strategy, deciding);
  deciding.traces[at] = { path, kind: strategy.kind, said };
  return places;
}
