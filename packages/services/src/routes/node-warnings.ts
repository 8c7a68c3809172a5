import type { LocatedNode } from '@weir/routing/located-nodes';
import { targetNodesOf } from '@weir/routing/nodes-of';
import type { ConditionalNode, FallbackNode, RaceNode, WeightedNode } from '@weir/routing/route-plan';
import type { PlanRemark } from './view.ts';

type At<Node> = { readonly path: string; readonly node: Node };

/** Those of `items` that say the same as an earlier one, with the place of that one. */
function repeated(items: readonly unknown[]): readonly { at: number; first: number }[] {
  const texts = items.map((item) => JSON.stringify(item));
  return texts.flatMap((text, at) => {
    const first = texts.indexOf(text);
    return first < at ? [{ at, first }] : [];
  });
}

function ofRace({ path, node }: At<RaceNode>): PlanRemark[] {
  const providers = new Set(targetNodesOf(node).map(({ provider }) => provider));
  const [only] = providers;
  if (node.children.length < 2) return [{ path, message: 'a race of one has nobody to race with' }];
  if (providers.size > 1 || only === undefined) return [];
  return [{ path, message: `every leg goes to ${only}: what slows down one slows down the others` }];
}

function ofFallback({ path, node }: At<FallbackNode>): PlanRemark[] {
  return repeated(node.children).map(({ at, first }) => ({
    path: `${path}.children.${at}`,
    message: `is the same as child ${first + 1}, which has failed by then`,
  }));
}

function ofWeighted({ path, node }: At<WeightedNode>): PlanRemark[] {
  if (node.children.every(({ weight }) => weight === 0)) return [{ path, message: 'every child has the weight 0' }];
  return node.children.flatMap(({ weight }, at) =>
    weight === 0 ? [{ path: `${path}.children.${at}`, message: 'has the weight 0, so no call goes to it first' }] : [],
  );
}

function ofConditional({ path, node }: At<ConditionalNode>): PlanRemark[] {
  return repeated(node.when.map((each) => each.if)).map(({ at, first }) => ({
    path: `${path}.when.${at}`,
    message: `is never reached: rule ${first + 1} asks the same`,
  }));
}

/** What is worth a look at a node by itself, whatever its targets are. */
export function nodeWarnings({ path, node }: LocatedNode): readonly PlanRemark[] {
  switch (node.kind) {
    case 'race':
      return ofRace({ path, node });
    case 'fallback':
      return ofFallback({ path, node });
    case 'weighted':
      return ofWeighted({ path, node });
    case 'conditional':
      return ofConditional({ path, node });
    case 'cheapest':
    case 'fastest':
    case 'smart':
      return node.children.length > 1 ? [] : [{ path, message: `${node.kind} of one has nothing to choose from` }];
    case 'target':
      return [];
  }
}
