import { childrenOf } from '@weir/routing/nodes-of';
import type { ConditionalNode, RoutePlan, Strategy } from '@weir/routing/route-plan';
import { firstCondition, type GroupKind, groupOf, unweighed } from './group-kinds.ts';
import { keepKey } from './node-keys.ts';
import { joinPath, type NodePath, nodeAt, rootPath, type Slot, splitPath, withNodeAt } from './node-path.ts';

/** What can be done to a plan by form. */
export type PlanEdit =
  /** A child at the end of the node at `at`; a rule, where that is `conditional`. */
  | { readonly do: 'add'; readonly at: NodePath; readonly node: Strategy }
  | { readonly do: 'wrap'; readonly at: NodePath; readonly kind: GroupKind }
  /** Its children stand in its place. */
  | { readonly do: 'unwrap'; readonly at: NodePath }
  | { readonly do: 'move'; readonly at: NodePath; readonly by: -1 | 1 }
  | { readonly do: 'duplicate'; readonly at: NodePath }
  | { readonly do: 'remove'; readonly at: NodePath }
  /** Another kind over the same children. */
  | { readonly do: 'kind'; readonly at: NodePath; readonly kind: GroupKind }
  /** The node itself, with other fields. */
  | { readonly do: 'node'; readonly at: NodePath; readonly node: Strategy }
  /** What holds for the whole plan. */
  | { readonly do: 'plan'; readonly plan: RoutePlan };

/** A plan after an edit, and where the node is now that it was about. */
export type Edited = { readonly plan: RoutePlan; readonly at: NodePath };

type At = { readonly plan: RoutePlan; readonly at: NodePath; readonly node: Strategy };

type Rules = ConditionalNode['when'];

/** The list that a node stands in, and how it is put back. */
type Place = {
  readonly parent: NodePath;
  readonly index: number;
  readonly length: number;
  /** The parent with the list that `change` gives. */
  readonly put: (change: <Item>(list: readonly Item[]) => readonly Item[]) => Strategy;
  readonly in: 'children' | 'when';
};

/** Undefined for the outermost node and for `otherwise`, which stand in no list. */
function placeOf(plan: RoutePlan, at: NodePath): Place | undefined {
  const split = splitPath(at);
  const above = split && nodeAt(plan, split.parent);
  if (split === undefined || above === undefined || split.slot.in === 'otherwise') return undefined;
  const { parent, slot } = split;
  if (above.kind === 'target') return undefined;
  if (above.kind === 'conditional') {
    const put: Place['put'] = (change) => keepKey(above, { ...above, when: change(above.when) });
    return { parent, index: slot.at, length: above.when.length, put, in: 'when' };
  }
  const put: Place['put'] = (change) => keepKey(above, { ...above, children: change(above.children) });
  return { parent, index: slot.at, length: above.children.length, put, in: 'children' };
}

const placed = ({ in: list }: Place, at: number): Slot => ({ in: list, at });

/** The node as a copy that nothing else holds. */
function copied<Item>(item: Item): Item {
  return structuredClone(item);
}

/** True where the node has a neighbour on that side to change places with. */
export function canMove(plan: RoutePlan, at: NodePath, by: -1 | 1): boolean {
  const place = placeOf(plan, at);
  if (place === undefined) return false;
  const to = place.index + by;
  return to >= 0 && to < place.length;
}

function move({ plan, at }: At, by: -1 | 1): Edited {
  const place = placeOf(plan, at);
  if (place === undefined || !canMove(plan, at, by)) return { plan, at };
  const { index, parent } = place;
  const swapped = place.put((list) => {
    const item = list[index];
    return item === undefined ? list : list.toSpliced(index, 1).toSpliced(index + by, 0, item);
  });
  return { plan: withNodeAt(plan, parent, swapped), at: joinPath(parent, placed(place, index + by)) };
}

/** True where a copy can stand beside the node. */
export function canDuplicate(plan: RoutePlan, at: NodePath): boolean {
  return placeOf(plan, at) !== undefined;
}

function duplicate({ plan, at }: At): Edited {
  const place = placeOf(plan, at);
  if (place === undefined) return { plan, at };
  const { index, parent } = place;
  const more = place.put((list) => {
    const item = list[index];
    return item === undefined ? list : list.toSpliced(index + 1, 0, copied(item));
  });
  return { plan: withNodeAt(plan, parent, more), at: joinPath(parent, placed(place, index + 1)) };
}

/** What goes when `at` is taken away: itself, or the highest node that would be left with nothing. */
function goesWith(plan: RoutePlan, at: NodePath): NodePath | undefined {
  const place = placeOf(plan, at);
  if (place === undefined) return undefined;
  return place.in === 'children' && place.length === 1 ? goesWith(plan, place.parent) : at;
}

/** True unless the plan would be left without a target, or a choice without its other way. */
export function canRemove(plan: RoutePlan, at: NodePath): boolean {
  return goesWith(plan, at) !== undefined;
}

/** `node` in the place of `before`, with the weight that belongs to the place. */
function inPlaceOf(before: Strategy, node: Strategy): Strategy {
  const bare = unweighed(node);
  return keepKey(node, before.weight === undefined ? bare : { ...bare, weight: before.weight });
}

function remove({ plan, at: asked }: At): Edited {
  const at = goesWith(plan, asked);
  const place = at === undefined ? undefined : placeOf(plan, at);
  if (place === undefined) return { plan, at: asked };
  const { index, length, parent } = place;
  const above = nodeAt(plan, parent);
  if (above?.kind === 'conditional' && length === 1) {
    return { plan: withNodeAt(plan, parent, inPlaceOf(above, above.otherwise)), at: parent };
  }
  const fewer = withNodeAt(
    plan,
    parent,
    place.put((list) => list.toSpliced(index, 1)),
  );
  return { plan: fewer, at: joinPath(parent, placed(place, Math.min(index, length - 2))) };
}

function wrap({ plan, at, node }: At, kind: GroupKind): Edited {
  const group = groupOf(kind, [keepKey(node, unweighed(node))]);
  if (group === undefined) return { plan, at };
  const weighed = node.weight === undefined ? group : { ...group, weight: node.weight };
  return { plan: withNodeAt(plan, at, weighed), at };
}

/** True where the children of the node can stand in its place: it has one, or a list to put them into. */
export function canUnwrap(plan: RoutePlan, at: NodePath): boolean {
  const node = nodeAt(plan, at);
  if (node === undefined || node.kind === 'target' || node.kind === 'conditional') return false;
  return node.children.length === 1 || (node.children.length > 1 && placeOf(plan, at)?.in === 'children');
}

function unwrap({ plan, at, node }: At): Edited {
  const [first, ...others] = childrenOf(node);
  if (first === undefined || !canUnwrap(plan, at)) return { plan, at };
  if (others.length === 0) return { plan: withNodeAt(plan, at, inPlaceOf(node, first)), at };
  const split = splitPath(at);
  const above = split && nodeAt(plan, split.parent);
  if (split?.slot.in !== 'children' || above === undefined || !('children' in above)) return { plan, at };
  const inner = [first, ...others].map((child) => keepKey(child, unweighed(child)));
  const children = above.children.toSpliced(split.slot.at, 1, ...inner);
  return { plan: withNodeAt(plan, split.parent, keepKey(above, { ...above, children })), at };
}

function changeKind({ plan, at, node }: At, kind: GroupKind): Edited {
  if (node.kind === kind) return { plan, at };
  if (node.kind === 'target') return wrap({ plan, at, node }, kind);
  const children = childrenOf(node);
  const kept = node.kind === 'weighted' ? children.map((child) => keepKey(child, unweighed(child))) : children;
  const group = groupOf(kind, kept);
  if (group === undefined) return { plan, at };
  const weighed = node.weight === undefined ? group : { ...group, weight: node.weight };
  return { plan: withNodeAt(plan, at, keepKey(node, weighed)), at };
}

function add({ plan, at, node }: At, child: Strategy): Edited {
  if (node.kind === 'target') return { plan, at };
  if (node.kind === 'conditional') {
    const when: Rules = [...node.when, { if: firstCondition, use: child }];
    const slot: Slot = { in: 'when', at: node.when.length };
    return { plan: withNodeAt(plan, at, keepKey(node, { ...node, when })), at: joinPath(at, slot) };
  }
  const slot: Slot = { in: 'children', at: node.children.length };
  const more = keepKey(node, { ...node, children: [...node.children, child] });
  return { plan: withNodeAt(plan, at, more), at: joinPath(at, slot) };
}

/** Makes the edit. An edit of a node that is not there, or that cannot be made, changes nothing. */
export function editPlan(plan: RoutePlan, edit: PlanEdit): Edited {
  return edit.do === 'plan' ? { plan: edit.plan, at: rootPath } : editNode(plan, edit);
}

function editNode(plan: RoutePlan, edit: Exclude<PlanEdit, { do: 'plan' }>): Edited {
  const { at } = edit;
  const node = nodeAt(plan, at);
  if (node === undefined) return { plan, at };
  switch (edit.do) {
    case 'add':
      return add({ plan, at, node }, edit.node);
    case 'wrap':
      return wrap({ plan, at, node }, edit.kind);
    case 'unwrap':
      return unwrap({ plan, at, node });
    case 'move':
      return move({ plan, at, node }, edit.by);
    case 'duplicate':
      return duplicate({ plan, at, node });
    case 'remove':
      return remove({ plan, at, node });
    case 'kind':
      return changeKind({ plan, at, node }, edit.kind);
    case 'node':
      return { plan: withNodeAt(plan, at, keepKey(node, edit.node)), at };
  }
}
