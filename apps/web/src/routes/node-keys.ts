import type { Strategy } from '@weir/routing/route-plan';

/** What React tells nodes apart by. It stands beside the plan: the plan itself holds nothing that is not published. */
const keys = new WeakMap<Strategy, string>();
let made = 0;

/** The key of a node: the same for as long as it is edited and moved. */
export function keyOf(node: Strategy): string {
  const known = keys.get(node);
  if (known !== undefined) return known;
  made += 1;
  const key = `node-${made}`;
  keys.set(node, key);
  return key;
}

/** Says that `after` is `before`, edited. Gives `after`. */
export function keepKey(before: Strategy, after: Strategy): Strategy {
  if (before !== after) keys.set(after, keyOf(before));
  return after;
}

function childrenOf(node: Strategy): readonly Strategy[] {
  if (node.kind === 'target') return [];
  return node.kind === 'conditional' ? [...node.when.map(({ use }) => use), node.otherwise] : node.children;
}

/** Says that a tree that was written anew is `before`, node by node, wherever both have one in the same place. */
export function keepKeys(before: Strategy, after: Strategy): void {
  keepKey(before, after);
  const news = childrenOf(after);
  for (const [at, child] of childrenOf(before).entries()) {
    const now = news[at];
    if (now !== undefined) keepKeys(child, now);
  }
}
