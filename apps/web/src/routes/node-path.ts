import type { RoutePlan, Strategy } from '@weir/routing/route-plan';
import { keepKey } from './node-keys.ts';

/** Where a node stands in the JSON of its plan: `strategy`, `strategy.children.0`, `strategy.when.1.use`. */
export type NodePath = string;

/** A place for a child within a node. */
export type Slot =
  | { readonly in: 'children'; readonly at: number }
  | { readonly in: 'when'; readonly at: number }
  | { readonly in: 'otherwise' };

export const rootPath: NodePath = 'strategy';

const lastSlot = /^(.*)\.(?:children\.(\d+)|when\.(\d+)\.use|otherwise)$/;

/** The node above and the place in it; undefined for the outermost node. */
export function splitPath(path: NodePath): { readonly parent: NodePath; readonly slot: Slot } | undefined {
  const [, parent, child, rule] = lastSlot.exec(path) ?? [];
  if (parent === undefined) return undefined;
  if (child !== undefined) return { parent, slot: { in: 'children', at: Number(child) } };
  if (rule !== undefined) return { parent, slot: { in: 'when', at: Number(rule) } };
  return { parent, slot: { in: 'otherwise' } };
}

/** The path of the child of `parent` in `slot`. */
export function joinPath(parent: NodePath, slot: Slot): NodePath {
  switch (slot.in) {
    case 'children':
      return `${parent}.children.${slot.at}`;
    case 'when':
      return `${parent}.when.${slot.at}.use`;
    case 'otherwise':
      return `${parent}.otherwise`;
  }
}

/** The places of a node that hold children, in their order. */
export function slotsOf(node: Strategy): readonly Slot[] {
  switch (node.kind) {
    case 'target':
      return [];
    case 'conditional':
      return [...node.when.map((_, at) => ({ in: 'when', at }) as const), { in: 'otherwise' }];
    default:
      return node.children.map((_, at) => ({ in: 'children', at }) as const);
  }
}

/** The child in `slot`; undefined where there is no such place. */
export function childIn(node: Strategy, slot: Slot): Strategy | undefined {
  if (node.kind === 'target') return undefined;
  if (node.kind !== 'conditional') return slot.in === 'children' ? node.children[slot.at] : undefined;
  if (slot.in === 'otherwise') return node.otherwise;
  return slot.in === 'when' ? node.when[slot.at]?.use : undefined;
}

/** `node` with `child` in `slot`, which it has. */
export function withChildIn(node: Strategy, slot: Slot, child: Strategy): Strategy {
  if (node.kind === 'target') return node;
  if (node.kind !== 'conditional') {
    return slot.in === 'children' ? { ...node, children: node.children.with(slot.at, child) } : node;
  }
  if (slot.in === 'otherwise') return { ...node, otherwise: child };
  if (slot.in !== 'when') return node;
  return { ...node, when: node.when.map((rule, at) => (at === slot.at ? { ...rule, use: child } : rule)) };
}

/** The node at `path`; undefined where none is. */
export function nodeAt({ strategy }: Pick<RoutePlan, 'strategy'>, path: NodePath): Strategy | undefined {
  const split = splitPath(path);
  if (split === undefined) return path === rootPath ? strategy : undefined;
  const parent = nodeAt({ strategy }, split.parent);
  return parent === undefined ? undefined : childIn(parent, split.slot);
}

/** `plan` with another node at `path`; as it is where there is none. Nodes above keep their keys. */
export function withNodeAt(plan: RoutePlan, path: NodePath, node: Strategy): RoutePlan {
  const split = splitPath(path);
  if (split === undefined) return path === rootPath ? { ...plan, strategy: node } : plan;
  const parent = nodeAt(plan, split.parent);
  if (parent === undefined || childIn(parent, split.slot) === undefined) return plan;
  return withNodeAt(plan, split.parent, keepKey(parent, withChildIn(parent, split.slot, node)));
}
