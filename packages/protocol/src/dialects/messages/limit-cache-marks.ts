import { asObject, listAt } from '../../json-read.ts';
import type { Block } from './writing.ts';

/** The API refuses a request with more (docs, "Prompt caching"). */
const marksMax = 4;

type Part = {
  readonly tools: readonly Block[];
  readonly system: readonly Block[];
  readonly messages: readonly Block[];
};

function isMarked(block: Block): boolean {
  return block['cache_control'] !== undefined;
}

/** The blocks of the messages and those inside of tool results, in order; those inside come before what holds them. */
function blocksOf(content: readonly unknown[]): readonly Block[] {
  return content.flatMap((value) => {
    const block = asObject(value);
    if (block === undefined) return [];
    // Everything here was written by us, so it may be changed.
    const inner = block['type'] === 'tool_result' ? blocksOf(listAt(block, 'content')) : [];
    return [...inner, block];
  });
}

/** Takes the earliest marks off where there are too many; true where one was taken. `more`: the request has one of its own. */
export function limitCacheMarks({ tools, system, messages }: Part, more: boolean): boolean {
  const blocks = [...tools, ...system, ...messages.flatMap((message) => blocksOf(listAt(message, 'content')))];
  const marked = blocks.filter(isMarked);
  const excess = marked.slice(0, Math.max(0, marked.length + (more ? 1 : 0) - marksMax));
  for (const block of excess) delete block['cache_control'];
  return excess.length > 0;
}
