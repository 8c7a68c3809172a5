import type { Strategy } from './route-plan.ts';

/** A node of a plan and where it stands in the plan's JSON, as `strategy.children.0`. */
export type LocatedNode = {
  readonly path: string;
  readonly node: Strategy;
  /** The nodes that it stands under, the outermost first. */
  readonly above: readonly Strategy[];
};

function childrenWithPaths(node: Strategy): readonly (readonly [string, Strategy])[] {
  switch (node.kind) {
    case 'target':
      return [];
    case 'conditional':
      return [...node.when.map(({ use }, at) => [`when.${at}.use`, use] as const), ['otherwise', node.otherwise]];
    default:
      return node.children.map((child, at) => [`children.${at}`, child] as const);
  }
}

/** Every node of a plan's strategy with its path, itself first, each before its children. */
export function locatedNodes(
  node: Strategy,
  path = 'strategy',
  above: readonly Strategy[] = [],
): readonly LocatedNode[] {
  const below = childrenWithPaths(node);
  return [
    { path, node, above },
    ...below.flatMap(([step, child]) => locatedNodes(child, `${path}.${step}`, [...above, node])),
  ];
}
