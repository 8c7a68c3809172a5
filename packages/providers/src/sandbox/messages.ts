import { asObject, type JsonObject, listAt, objectAt, textAt } from '@weir/protocol/json-read';
import { encodeFrame } from '@weir/protocol/sse';
import { firstCount, isReasoner, lastUserText } from './ask-fields.ts';
import { type Answer, type Ask, compose, type Tool } from './compose.ts';
import { streamError } from './refusals.ts';
import { countInput } from './tokens.ts';
import type { Request, Voice } from './voice.ts';

const stopReasons = { stop: 'end_turn', length: 'max_tokens', tool_calls: 'tool_use' } as const;

function toolsOf(body: JsonObject): Tool[] {
  return listAt(body, 'tools').flatMap((entry) => {
    const tool = asObject(entry);
    const name = textAt(tool, 'name');
    const schema = objectAt(tool, 'input_schema');
    return name === undefined || schema === undefined ? [] : [{ name, schema }];
  });
}

function toolChoiceOf(body: JsonObject): Ask['toolChoice'] {
  const choice = objectAt(body, 'tool_choice');
  if (choice?.['type'] === 'none') return 'none';
  if (choice?.['type'] === 'any') return 'required';
  const name = choice?.['type'] === 'tool' ? textAt(choice, 'name') : undefined;
  return name === undefined ? 'auto' : { name };
}

function schemaOf(body: JsonObject): JsonObject | undefined {
  const format = objectAt(objectAt(body, 'output_config'), 'format') ?? objectAt(body, 'output_format');
  return format?.['type'] === 'json_schema' ? (objectAt(format, 'schema') ?? {}) : undefined;
}

function inputTokensOf(body: JsonObject): number {
  return countInput(body['system'], body['messages'], body['tools']);
}

function askOf(body: JsonObject, model: string): Ask {
  const thinking = textAt(objectAt(body, 'thinking'), 'type');
  return {
    model,
    lastUserText: lastUserText(body, 'messages'),
    tools: toolsOf(body),
    toolChoice: toolChoiceOf(body),
    answerSchema: schemaOf(body),
    outputTokensMax: firstCount(body, 'max_tokens'),
    inputTokens: inputTokensOf(body),
    reasons: isReasoner(model) || (thinking !== undefined && thinking !== 'disabled'),
  };
}

type Block = { readonly whole: JsonObject; readonly empty: JsonObject; readonly deltas: readonly object[] };

function blocksOf(answer: Answer, { random }: Request): Block[] {
  const { thoughts, text, call } = answer;
  const blocks: Block[] = [];
  if (thoughts.length > 0) {
    const signature = random.hex(64);
    blocks.push({
      whole: { type: 'thinking', thinking: thoughts.join(''), signature },
      empty: { type: 'thinking', thinking: '', signature: '' },
      deltas: [
        ...thoughts.map((thinking) => ({ type: 'thinking_delta', thinking })),
        { type: 'signature_delta', signature },
      ],
    });
  }
  if (text.length > 0) {
    blocks.push({
      whole: { type: 'text', text: text.join('') },
      empty: { type: 'text', text: '' },
      deltas: text.map((token) => ({ type: 'text_delta', text: token })),
    });
  }
  if (call !== undefined) {
    const base = { type: 'tool_use', id: `toolu_${random.hex(24)}`, name: call.name };
    const written = call.arguments.join('');
    blocks.push({
      whole: { ...base, input: answer.finish === 'length' ? {} : JSON.parse(written) },
      empty: { ...base, input: {} },
      deltas: call.arguments.map((token) => ({ type: 'input_json_delta', partial_json: token })),
    });
  }
  return blocks;
}

function usageOf(answer: Answer, outputTokens: number): object {
  return {
    input_tokens: answer.inputTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens: outputTokens,
    service_tier: 'standard',
  };
}

function framesOf(answer: Answer, blocks: readonly Block[], message: JsonObject): readonly Buffer[] {
  const outputTokens = answer.outputTokens + answer.thoughts.length;
  const opened = { ...message, content: [], stop_reason: null, usage: usageOf(answer, 1) };
  const delta = { stop_reason: stopReasons[answer.finish], stop_sequence: null };
  const events = [
    { type: 'message_start', message: opened },
    ...blocks.flatMap((block, index) => [
      { type: 'content_block_start', index, content_block: block.empty },
      ...(index === 0 ? [{ type: 'ping' }] : []),
      ...block.deltas.map((entry) => ({ type: 'content_block_delta', index, delta: entry })),
      { type: 'content_block_stop', index },
    ]),
    { type: 'message_delta', delta, usage: { output_tokens: outputTokens } },
    { type: 'message_stop' },
  ];
  return events.map((event) => encodeFrame(event.type, JSON.stringify(event)));
}

function speak(request: Request): ReturnType<Voice['speak']> {
  const { body, model, random } = request;
  if (listAt(body, 'messages').length === 0) return { kind: 'refused', message: 'messages: at least one is required' };
  if (firstCount(body, 'max_tokens') === undefined) return { kind: 'refused', message: 'max_tokens: Field required' };
  const answer = compose(askOf(body, model), random);
  const blocks = blocksOf(answer, request);
  const outputTokens = answer.outputTokens + answer.thoughts.length;
  const message = {
    id: `msg_${random.hex(24)}`,
    type: 'message',
    role: 'assistant',
    model,
    content: blocks.map((block) => block.whole),
    stop_reason: stopReasons[answer.finish],
    stop_sequence: null,
    usage: usageOf(answer, outputTokens),
  };
  if (body['stream'] === true) return { kind: 'stream', frames: framesOf(answer, blocks, message) };
  return { kind: 'whole', body: message, outputTokens };
}

const base: Pick<Voice, 'lastUserText' | 'errorFrame'> = {
  lastUserText: (body) => lastUserText(body, 'messages'),
  errorFrame: () => encodeFrame('error', JSON.stringify(streamError('anthropic'))),
};

/** The Messages API, as Anthropic speaks it. */
export const messages: Voice = { ...base, speak };

/** What a Messages request would count as input. */
export const countTokens: Voice = {
  ...base,
  speak: ({ body }) => ({ kind: 'whole', body: { input_tokens: inputTokensOf(body) }, outputTokens: 0 }),
};
