import { listAt } from '../../json-read.ts';
import { asBlocks, type MarkedParts, marksIn } from './limit-cache-marks.ts';
import type { Block } from './writing.ts';

/** Blocks that the API lets carry a mark (docs, "Prompt caching": what can be cached). */
const markable: ReadonlySet<unknown> = new Set(['text', 'image', 'document', 'tool_use', 'tool_result']);

function mark(block: Block | undefined): void {
  // Everything here was written by us, so it may be changed.
  if (block !== undefined) Object.assign(block, { cache_control: { type: 'ephemeral' } });
}

/**
 * Marks the prompt for the cache where a client of OpenAI's dialects gave it a key: there caching goes by itself, here
 * every turn of an agent would be paid for in full. What stays the same is marked (tools and system), and the end of the
 * conversation, from which the next turn goes on. A prompt that has marks already is left alone.
 */
export function markCache(parts: MarkedParts): void {
  if (marksIn(parts).length > 0) return;
  mark(parts.system.at(-1) ?? parts.tools.at(-1));
  const last = asBlocks(listAt(parts.messages.at(-1), 'content'));
  mark(last.findLast((block) => markable.has(block['type'])));
}
