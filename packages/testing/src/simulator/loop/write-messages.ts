import type { JsonObject } from '@weir/protocol/json-read';
import { anthropicUsage } from '../anthropic-messages.ts';
import { frame } from '../script.ts';
import { piecesOf, type Writing } from './writing.ts';

/** A block as it begins, what is added to it, and as it is whole. */
type Block = { readonly start: JsonObject; readonly deltas: readonly JsonObject[]; readonly whole: JsonObject };

function thinkingBlock(thinking: string, signature: string): Block {
  return {
    start: { type: 'thinking', thinking: '', signature: '' },
    deltas: [
      ...piecesOf(thinking).map((piece) => ({ type: 'thinking_delta', thinking: piece })),
      { type: 'signature_delta', signature },
    ],
    whole: { type: 'thinking', thinking, signature },
  };
}

function textBlock(text: string): Block {
  const deltas = piecesOf(text).map((piece) => ({ type: 'text_delta', text: piece }));
  return { start: { type: 'text', text: '' }, deltas, whole: { type: 'text', text } };
}

/** The arguments come behind an empty piece, as the vendor sends them. */
function callBlock(call: Writing['turn']['calls'][number]): Block {
  const head = { type: 'tool_use', id: `toolu_${call.id}`, name: call.name };
  const pieces = ['', ...piecesOf(JSON.stringify(call.arguments))];
  return {
    start: { ...head, input: {} },
    deltas: pieces.map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
    whole: { ...head, input: call.arguments },
  };
}

function blocksOf({ turn }: Writing): readonly Block[] {
  const { thinks, seal, says, calls } = turn;
  return [
    ...(thinks === undefined || seal === undefined ? [] : [thinkingBlock(thinks, seal)]),
    ...(says === undefined ? [] : [textBlock(says)]),
    ...calls.map(callBlock),
  ];
}

function message(writing: Writing, content: readonly JsonObject[], ended: boolean) {
  const { id, reading, turn, usage } = writing;
  return {
    id: `msg_${id}`,
    type: 'message',
    role: 'assistant',
    model: reading.model,
    content,
    stop_reason: ended ? (turn.calls.length > 0 ? 'tool_use' : 'end_turn') : null,
    stop_sequence: null,
    usage: anthropicUsage(usage, ended ? usage.output + usage.reasoning : 1),
  };
}

/** A whole message. */
export function messagesDocument(writing: Writing): unknown {
  const blocks = blocksOf(writing).map(({ whole }) => whole);
  return message(writing, blocks, true);
}

function event(type: string, fields: JsonObject = {}): Buffer {
  return frame({ type, ...fields }, type);
}

/** A streamed message. */
export function messagesFrames(writing: Writing): readonly Buffer[] {
  const { stop_reason, stop_sequence, usage } = message(writing, [], true);
  return [
    event('message_start', { message: message(writing, [], false) }),
    event('ping'),
    ...blocksOf(writing).flatMap(({ start, deltas }, index) => [
      event('content_block_start', { index, content_block: start }),
      ...deltas.map((delta) => event('content_block_delta', { index, delta })),
      event('content_block_stop', { index }),
    ]),
    event('message_delta', { delta: { stop_reason, stop_sequence }, usage: { output_tokens: usage.output_tokens } }),
    event('message_stop'),
  ];
}
