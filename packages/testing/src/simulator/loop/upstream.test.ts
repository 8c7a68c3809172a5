import { type JsonObject, listAt, objectAt } from '@weir/protocol/json-read';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { LoopScript } from './script.ts';
import { type LoopUpstream, startLoopUpstream } from './upstream.ts';

let upstream: LoopUpstream;

beforeAll(async () => {
  upstream = await startLoopUpstream();
});
afterAll(() => upstream.close());

const script: LoopScript = [
  { thinks: 'Look it up.', calls: [{ tool: /weather/, arguments: { city: 'Basel' } }] },
  { thinks: 'Sunny it is.', says: 'It is sunny.' },
];
beforeEach(() => upstream.play(script));

const object = z.record(z.string(), z.unknown());
const schema = { type: 'object', properties: { city: { type: 'string' } } };

async function ask(path: string, body: JsonObject): Promise<{ status: number; body: JsonObject }> {
  const response = await fetch(`${upstream.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, body: object.parse(await response.json()) };
}

/** How each language asks, how it goes on with an answer, and what its vendor would not take. */
type Talk = {
  readonly language: string;
  readonly path: string;
  readonly first: JsonObject;
  /** The conversation after the first answer, with the tool's result. */
  readonly next: (answer: JsonObject) => JsonObject;
  /** A wrong translation of it, and what the vendor says. */
  readonly wrong: readonly (readonly [name: string, change: (text: string) => string, says: RegExp])[];
};

const seal = /c2VhbGVk[\w+/=]+/;
const question = 'What is the weather in Basel?';

const talks: readonly Talk[] = [
  {
    language: 'messages',
    path: '/v1/messages',
    first: {
      model: 'm',
      max_tokens: 4096,
      thinking: { type: 'enabled', budget_tokens: 2048 },
      tools: [{ name: 'weather', input_schema: schema }],
      messages: [{ role: 'user', content: question }],
    },
    next: ({ content }) => ({
      messages: [
        { role: 'user', content: question },
        { role: 'assistant', content },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'CALL', content: 'sunny' }] },
      ],
    }),
    wrong: [
      ['another seal', (text) => text.replace(seal, 'c2VhbGVkAAAA'), /Invalid `signature`/],
      ['thoughts without their seal', (text) => text.replace('Look it up.', 'Look it down.'), /Invalid `signature`/],
      ['no thoughts', (text) => text.replace(/\{"type":"thinking".*?\},/, ''), /Expected `thinking`/],
      ['another id', (text) => text.replace('"tool_use_id":"', '"tool_use_id":"x'), /without `tool_result`/],
      ['other arguments', (text) => text.replace('{"city":"Basel"}', '{"city":"Bern"}'), /not what was answered/],
      ['a field of another vendor', (text) => text.replace('{', '{"seed":1,'), /seed: Extra inputs/],
    ],
  },
  {
    language: 'chat',
    path: '/v1/chat/completions',
    first: {
      model: 'm',
      reasoning_effort: 'low',
      tools: [{ type: 'function', function: { name: 'weather', parameters: schema } }],
      messages: [{ role: 'user', content: question }],
    },
    next: ({ choices }) => ({
      messages: [
        { role: 'user', content: question },
        objectAt(object.parse(z.array(z.unknown()).parse(choices)[0]), 'message'),
        { role: 'tool', tool_call_id: 'CALL', content: 'sunny' },
      ],
    }),
    wrong: [
      ['another id', (text) => text.replace('"tool_call_id":"', '"tool_call_id":"x'), /must be a response to/],
      ['other arguments', (text) => text.replace('Basel\\"}', 'Bern\\"}'), /not what was answered/],
      ['a field of another vendor', (text) => text.replace('{', '{"top_k":1,'), /top_k: Extra inputs/],
      ['a foreign role', (text) => text.replace('"role":"tool"', '"role":"function"'), /Invalid value: 'function'/],
    ],
  },
  {
    language: 'responses',
    path: '/v1/responses',
    first: {
      model: 'gpt-5',
      include: ['reasoning.encrypted_content'],
      tools: [{ type: 'function', name: 'weather', parameters: schema, strict: false }],
      input: [{ role: 'user', content: question }],
    },
    next: ({ output }) => ({
      input: [
        { role: 'user', content: question },
        ...z.array(z.unknown()).parse(output),
        { type: 'function_call_output', call_id: 'CALL', output: 'sunny' },
      ],
    }),
    wrong: [
      ['another seal', (text) => text.replace(seal, 'c2VhbGVkAAAA'), /could not be verified/],
      ['another id', (text) => text.replace('_output","call_id":"', '_output","call_id":"x'), /No tool output found/],
      ['other arguments', (text) => text.replace('Basel\\"}', 'Bern\\"}'), /not what was answered/],
      ['a foreign item id', (text) => text.replace('"id":"fc_', '"id":"toolu_'), /begins with 'fc'/],
      ['too small a limit', (text) => text.replace('{', '{"max_output_tokens":1,'), /Expected a value >= 16/],
    ],
  },
  {
    language: 'generate_content',
    path: '/v1beta/models/gemini-3-pro:generateContent',
    first: {
      tools: [{ functionDeclarations: [{ name: 'weather', parametersJsonSchema: schema }] }],
      contents: [{ role: 'user', parts: [{ text: question }] }],
    },
    next: (answer) => ({
      contents: [
        { role: 'user', parts: [{ text: question }] },
        objectAt(object.parse(listAt(answer, 'candidates')[0]), 'content'),
        { role: 'user', parts: [{ functionResponse: { id: 'CALL', name: 'weather', response: { output: 'sunny' } } }] },
      ],
    }),
    wrong: [
      ['another seal', (text) => text.replace(seal, 'c2VhbGVkAAAA'), /not valid/],
      ['no seal', (text) => text.replace(/,"thoughtSignature":"[^"]*"/, ''), /missing a thought_signature/],
      ['no result', (text) => text.replace('"functionResponse"', '"functionCall"'), /function response parts/],
      ['other arguments', (text) => text.replace('{"city":"Basel"}', '{"city":"Bern"}'), /not what was answered/],
      [
        'a search beside functions that was not asked for',
        (text) => text.replace('"tools":[', '"tools":[{"googleSearch":{}},'),
        /include_server_side_tool_invocations/,
      ],
      [
        'a schema that is none of its own',
        (text) => text.replace('parametersJsonSchema":{', 'parameters":{"$id":"x",'),
        /Unknown name/,
      ],
      ['a foreign role', (text) => text.replace('"role":"model"', '"role":"assistant"'), /valid role/],
    ],
  },
];

const callId = /"(?:id|call_id)":"((?:toolu_|call_)?loop\d+n0)"/;

describe.each(talks)('an upstream of loops over $language', ({ path, first, next, wrong }) => {
  async function second(): Promise<string> {
    const answered = await ask(path, first);
    expect(answered.status, JSON.stringify(answered.body)).toBe(200);
    const id = callId.exec(JSON.stringify(answered.body))?.[1] ?? '';
    return JSON.stringify({ ...first, ...next(answered.body) }).replace('"CALL"', `"${id}"`);
  }

  it('goes on when the result has come, and ends', async () => {
    const { status, body } = await ask(path, object.parse(JSON.parse(await second())));
    expect(status, JSON.stringify(body)).toBe(200);
    expect(JSON.stringify(body)).toContain('It is sunny.');
    const reading = upstream.received().at(-1)?.reading;
    expect(reading?.rounds).toMatchObject([
      { calls: [{ name: 'weather' }], results: [expect.stringContaining('sunny')] },
    ]);
    expect(reading?.rounds[0]?.seals).toBe(1);
  });

  it.each(wrong)('refuses as its vendor does: %s', async (_name, change, says) => {
    const right = await second();
    const changed = change(right);
    expect(changed).not.toBe(right);
    const { status, body } = await ask(path, object.parse(JSON.parse(changed)));
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toMatch(says);
    expect(upstream.received().at(-1)?.refusal).toMatch(says);
  });

  it('answers what is asked beside the loop', async () => {
    const { tools: _tools, ...aside } = first;
    expect((await ask(path, aside)).status).toBe(200);
    expect(upstream.received().at(-1)).toMatchObject({ scripted: false });
  });
});
