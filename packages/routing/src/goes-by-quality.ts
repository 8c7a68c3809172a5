import { nodesOf } from './nodes-of.ts';
import type { Strategy } from './route-plan.ts';

function asksForQuality(node: Strategy): boolean {
  return node.kind === 'smart' || ('quality' in node && node.quality !== undefined && node.quality !== 'any');
}

/** True where what models are worth decides somewhere in a strategy: a smart node, or a quality that is asked for. */
export function goesByQuality(strategy: Strategy): boolean {
  return nodesOf(strategy).some(asksForQuality);
}
