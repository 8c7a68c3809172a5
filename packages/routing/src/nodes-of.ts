import type { Strategy, TargetNode } from './route-plan.ts';

/** The children of a node, in their order. */
export function childrenOf(node: Strategy): readonly Strategy[] {
  switch (node.kind) {
    case 'target':
      return [];
    case 'conditional':
      return [...node.when.map(({ use }) => use), node.otherwise];
    default:
      return node.children;
  }
}

/** Every node of a strategy, itself first, each before its children. */
export function nodesOf(strategy: Strategy): readonly Strategy[] {
  return [strategy, ...childrenOf(strategy).flatMap(nodesOf)];
}

/** Every target node of a strategy, in the order in which they stand. */
export function targetNodesOf(strategy: Strategy): readonly TargetNode[] {
  return nodesOf(strategy).flatMap((node) => (node.kind === 'target' ? [node] : []));
}
