import type { Condition } from '@weir/routing/condition';
import type { ConditionalNode, Strategy, TargetNode } from '@weir/routing/route-plan';

export type GroupKind = Exclude<Strategy['kind'], 'target'>;
export type GroupNode = Exclude<Strategy, TargetNode>;

/** The kinds of nodes that have children, in the order in which they are offered. */
export const groupKinds = [
  'fallback',
  'cheapest',
  'fastest',
  'smart',
  'weighted',
  'race',
  'conditional',
] as const satisfies readonly GroupKind[];

/** What a new rule asks until somebody says better. */
export const firstCondition: Condition = { fact: 'input_tokens', op: 'over', value: 8_000 };

/** `node` without its weight, which says something only under `weighted`. */
export function unweighed<Node extends Strategy>(node: Node): Node {
  if (node.weight === undefined) return node;
  const copy = { ...node };
  Reflect.deleteProperty(copy, 'weight');
  return copy;
}

function conditionalOf(children: readonly Strategy[]): Pick<ConditionalNode, 'when' | 'otherwise'> | undefined {
  const last = children.at(-1);
  if (last === undefined) return undefined;
  const uses = children.length === 1 ? children : children.slice(0, -1);
  // Both ways need a node of their own.
  const otherwise = children.length === 1 ? structuredClone(last) : last;
  return { when: uses.map((use) => ({ if: firstCondition, use })), otherwise };
}

/** A node of `kind` over `children`; undefined where it cannot be without one. */
export function groupOf(kind: GroupKind, children: readonly Strategy[]): GroupNode | undefined {
  if (kind !== 'conditional') return { kind, children };
  const ways = conditionalOf(children);
  return ways === undefined ? undefined : { kind, ...ways };
}
