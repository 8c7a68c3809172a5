import type { JsonObject } from '@weir/protocol/json-read';
import { openaiUsage } from '../openai-chat.ts';
import { frame } from '../script.ts';
import { piecesOf, type Writing } from './writing.ts';

function finishOf({ turn }: Writing): string {
  return turn.calls.length > 0 ? 'tool_calls' : 'stop';
}

function callsOf({ turn }: Writing) {
  return turn.calls.map((call) => ({
    id: `call_${call.id}`,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
}

/** A whole chat completion. Thoughts are plain text here, without a seal. */
export function chatDocument(writing: Writing): unknown {
  const { id, createdS, reading, turn, usage } = writing;
  const calls = callsOf(writing);
  const message = {
    role: 'assistant',
    content: turn.says ?? null,
    ...(turn.thinks === undefined ? {} : { reasoning: turn.thinks }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
  return {
    id: `chatcmpl-${id}`,
    object: 'chat.completion',
    created: createdS,
    model: reading.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishOf(writing) }],
    usage: openaiUsage(usage),
  };
}

function deltasOf(writing: Writing): readonly JsonObject[] {
  const { thinks = '', says = '' } = writing.turn;
  const calls = callsOf(writing).flatMap((call, index) => [
    { tool_calls: [{ index, ...call, function: { name: call.function.name, arguments: '' } }] },
    ...piecesOf(call.function.arguments).map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ]);
  return [
    { role: 'assistant', content: '' },
    ...piecesOf(thinks).map((reasoning) => ({ reasoning })),
    ...piecesOf(says).map((content) => ({ content })),
    ...calls,
  ];
}

/** A streamed chat completion. */
export function chatFrames(writing: Writing): readonly Buffer[] {
  const { id, createdS, reading, usage } = writing;
  const base = { id: `chatcmpl-${id}`, object: 'chat.completion.chunk', created: createdS, model: reading.model };
  const choice = (delta: JsonObject, finish: string | null) => ({
    index: 0,
    delta,
    logprobs: null,
    finish_reason: finish,
  });
  return [
    ...deltasOf(writing).map((delta) => frame({ ...base, choices: [choice(delta, null)] })),
    frame({ ...base, choices: [choice({}, finishOf(writing))] }),
    ...(reading.includesUsage ? [frame({ ...base, choices: [], usage: openaiUsage(usage) })] : []),
    frame('[DONE]'),
  ];
}
