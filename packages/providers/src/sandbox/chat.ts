import { asObject, countAt, type JsonObject, listAt, objectAt, textAt } from '@weir/protocol/json-read';
import { encodeFrame } from '@weir/protocol/sse';
import { firstCount, isReasoner, lastUserText } from './ask-fields.ts';
import { type Answer, type Ask, compose, type Tool } from './compose.ts';
import { createRandom } from './random.ts';
import { streamError } from './refusals.ts';
import { countInput } from './tokens.ts';
import type { Request, Spoken, Voice } from './voice.ts';

const choicesMax = 8;

function toolsOf(body: JsonObject): Tool[] {
  return listAt(body, 'tools').flatMap((entry) => {
    const definition = objectAt(asObject(entry), 'function');
    const name = textAt(definition, 'name');
    return name === undefined ? [] : [{ name, schema: objectAt(definition, 'parameters') ?? {} }];
  });
}

function toolChoiceOf(body: JsonObject): Ask['toolChoice'] {
  const choice = body['tool_choice'];
  if (choice === 'none' || choice === 'required') return choice;
  const name = textAt(objectAt(asObject(choice), 'function'), 'name');
  return name === undefined ? 'auto' : { name };
}

function schemaOf(body: JsonObject): JsonObject | undefined {
  const format = objectAt(body, 'response_format');
  if (format?.['type'] === 'json_schema') return objectAt(objectAt(format, 'json_schema'), 'schema') ?? {};
  return format?.['type'] === 'json_object'
    ? { type: 'object', properties: { answer: { type: 'string' } } }
    : undefined;
}

function askOf(body: JsonObject, model: string): Ask {
  return {
    model,
    lastUserText: lastUserText(body, 'messages'),
    tools: toolsOf(body),
    toolChoice: toolChoiceOf(body),
    answerSchema: schemaOf(body),
    outputTokensMax: firstCount(body, 'max_completion_tokens', 'max_tokens'),
    inputTokens: countInput(body['messages'], body['tools']),
    reasons: isReasoner(model),
  };
}

function usageOf(answers: readonly Answer[]): object {
  const prompt = answers[0]?.inputTokens ?? 0;
  const reasoning = answers.reduce((sum, answer) => sum + answer.thoughts.length, 0);
  const completion = answers.reduce((sum, answer) => sum + answer.outputTokens, reasoning);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

function messageOf(answer: Answer, callId: string): object {
  const reasoning = answer.thoughts.length === 0 ? {} : { reasoning_content: answer.thoughts.join('') };
  const { call } = answer;
  if (call === undefined) return { role: 'assistant', content: answer.text.join(''), refusal: null, ...reasoning };
  const named = { name: call.name, arguments: call.arguments.join('') };
  const calls = [{ id: callId, type: 'function', function: named }];
  return { role: 'assistant', content: null, refusal: null, ...reasoning, tool_calls: calls };
}

/** The deltas of one choice, between its role and its finish. */
function deltasOf(answer: Answer, callId: string): object[] {
  const { call } = answer;
  const opening = call && { index: 0, id: callId, type: 'function', function: { name: call.name, arguments: '' } };
  return [
    ...answer.thoughts.map((token) => ({ reasoning_content: token })),
    ...answer.text.map((token) => ({ content: token })),
    ...(opening === undefined ? [] : [{ tool_calls: [opening] }]),
    ...(call?.arguments ?? []).map((token) => ({ tool_calls: [{ index: 0, function: { arguments: token } }] })),
  ];
}

function answersTo({ body, model, random }: Request): readonly Answer[] {
  const ask = askOf(body, model);
  const length = Math.min(Math.max(1, countAt(body, 'n') ?? 1), choicesMax);
  return Array.from({ length }, () => compose(ask, createRandom(random.below(2 ** 31))));
}

function speak(request: Request): ReturnType<Voice['speak']> {
  const { body, model, random, nowMs } = request;
  if (listAt(body, 'messages').length === 0)
    return { kind: 'refused', message: 'messages must be a list of at least one.' };
  const answers = answersTo(request);
  const head = { id: `chatcmpl-${random.hex(24)}`, created: Math.floor(nowMs / 1_000), model };
  const callIds = answers.map(() => `call_${random.hex(24)}`);
  const usage = usageOf(answers);
  if (body['stream'] === true) return stream({ head, answers, callIds, usage, body });
  const choices = answers.map((answer, index) => ({
    index,
    message: messageOf(answer, callIds[index] ?? ''),
    logprobs: null,
    finish_reason: answer.finish,
  }));
  const outputTokens = answers.reduce((sum, answer) => sum + answer.outputTokens + answer.thoughts.length, 0);
  return { kind: 'whole', body: { ...head, object: 'chat.completion', choices, usage }, outputTokens };
}

type Streaming = {
  readonly head: object;
  readonly answers: readonly Answer[];
  readonly callIds: readonly string[];
  readonly usage: object;
  readonly body: JsonObject;
};

function stream({ head, answers, callIds, usage, body }: Streaming): Spoken {
  const asked = objectAt(body, 'stream_options')?.['include_usage'] === true;
  const base = { ...head, object: 'chat.completion.chunk' };
  const chunk = (index: number, delta: object, reason: string | null): object => ({
    ...base,
    choices: [{ index, delta, logprobs: null, finish_reason: reason }],
    ...(asked ? { usage: null } : {}),
  });
  const chunks = answers.flatMap((answer, index) => [
    chunk(index, { role: 'assistant', content: '' }, null),
    ...deltasOf(answer, callIds[index] ?? '').map((delta) => chunk(index, delta, null)),
    chunk(index, {}, answer.finish),
  ]);
  const closing = asked ? [{ ...base, choices: [], usage }] : [];
  const frames = [...chunks, ...closing].map((data) => encodeFrame(undefined, JSON.stringify(data)));
  return { kind: 'stream', frames: [...frames, encodeFrame(undefined, '[DONE]')] };
}

/** Chat Completions, as OpenAI speaks them; thoughts as `reasoning_content`, as DeepSeek does. */
export const chat: Voice = {
  lastUserText: (body) => lastUserText(body, 'messages'),
  speak,
  errorFrame: () => encodeFrame(undefined, JSON.stringify(streamError('openai'))),
};
