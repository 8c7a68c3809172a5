import { asObject, listAt } from '../../json-read.ts';
import type { Block } from './writing.ts';

/** The API refuses a request with more (docs, "Prompt caching"). */
const marksMax = 4;

/** The places of a request where marks may stand. */
export type MarkedParts = {
  readonly tools: readonly Block[];
  readonly system: readonly Block[];
  readonly messages: readonly Block[];
};

function isMarked(block: Block): boolean {
  return block['cache_control'] !== undefined;
}

/** The blocks among what a message holds. */
export function asBlocks(content: readonly unknown[]): readonly Block[] {
  return content.map(asObject).filter((block) => block !== undefined);
}

/** The blocks of the messages and those inside of tool results, in order; those inside come before what holds them. */
function blocksOf(content: readonly unknown[]): readonly Block[] {
  return asBlocks(content).flatMap((block) => {
    // Everything here was written by us, so it may be changed.
    const inner = block['type'] === 'tool_result' ? blocksOf(listAt(block, 'content')) : [];
    return [...inner, block];
  });
}

/** The marked blocks, in the order in which the API reads them. */
export function marksIn({ tools, system, messages }: MarkedParts): readonly Block[] {
  const blocks = [...tools, ...system, ...messages.flatMap((message) => blocksOf(listAt(message, 'content')))];
  return blocks.filter(isMarked);
}

/** Takes the earliest marks off where there are too many; true where one was taken. `more`: the request has one of its own. */
export function limitCacheMarks(parts: MarkedParts, more: boolean): boolean {
  const marked = marksIn(parts);
  const excess = marked.slice(0, Math.max(0, marked.length + (more ? 1 : 0) - marksMax));
  for (const block of excess) delete block['cache_control'];
  return excess.length > 0;
}
