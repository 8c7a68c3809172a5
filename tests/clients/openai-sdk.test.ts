import { type Stack, startStack } from '@weir/testing/stack';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let stack: Stack;
let client: OpenAI;

beforeAll(async () => {
  stack = await startStack({ size: 'embedded', tenant: () => ({}) });
  client = new OpenAI({ baseURL: `${stack.gateway.url}/v1`, apiKey: stack.tenant.gatewayKey, maxRetries: 0 });
});
afterAll(() => stack.stop());

const weather = {
  type: 'function' as const,
  function: {
    name: 'weather',
    description: 'The weather of a city.',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};
const messages = [{ role: 'user' as const, content: 'What is the weather in Basel?' }];

describe('chat completions', () => {
  it('answers whole, with usage and the call id', async () => {
    const { data, response } = await client.chat.completions.create({ model: 'sandbox/fast', messages }).withResponse();
    expect(data.choices[0]?.message.content).toBeTruthy();
    expect(data.usage?.total_tokens).toBeGreaterThan(0);
    expect(response.headers.get('x-weir-call-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('x-weir-provider')).toBe('sandbox');
  });

  it('streams to its end, and the accumulated answer is whole', async () => {
    const answer = await client.chat.completions.stream({ model: 'sandbox/fast', messages }).finalChatCompletion();
    expect(answer.choices[0]?.finish_reason).toBe('stop');
    expect(answer.choices[0]?.message.content?.length).toBeGreaterThan(0);
  });

  it('adds no usage chunk to a stream that did not ask for one', async () => {
    const stream = await client.chat.completions.create({ model: 'sandbox/fast', messages, stream: true });
    for await (const chunk of stream) expect(chunk.choices.length).toBeGreaterThan(0);
  });

  it('streams the arguments of a tool call that the schema accepts', async () => {
    const answer = await client.chat.completions
      .stream({ model: 'sandbox/fast', messages, tools: [weather], tool_choice: 'required' })
      .finalChatCompletion();
    const call = answer.choices[0]?.message.tool_calls?.[0];
    expect(answer.choices[0]?.finish_reason).toBe('tool_calls');
    expect(JSON.parse(call?.type === 'function' ? call.function.arguments : '')).toEqual({ city: expect.any(String) });
  });

  it('raises the SDK class of each error', async () => {
    const ask = (model: string) => client.chat.completions.create({ model, messages });
    await expect(ask('sandbox/error-429')).rejects.toBeInstanceOf(OpenAI.RateLimitError);
    await expect(ask('sandbox/error-500')).rejects.toBeInstanceOf(OpenAI.InternalServerError);
    await expect(ask('nobody/knows')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    const stranger = new OpenAI({ baseURL: `${stack.gateway.url}/v1`, apiKey: 'wrong', maxRetries: 0 });
    await expect(stranger.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
  });

  it('raises an error when a stream is cut, instead of ending it', async () => {
    const read = async () => {
      const stream = await client.chat.completions.create({ model: 'sandbox/error-cut', messages, stream: true });
      for await (const _ of stream);
    };
    await expect(read()).rejects.toBeInstanceOf(OpenAI.APIError);
  });
});

describe('responses', () => {
  it('answers whole and streamed', async () => {
    const whole = await client.responses.create({ model: 'sandbox/fast', input: 'Say something.' });
    expect(whole.status).toBe('completed');
    expect(whole.output_text.length).toBeGreaterThan(0);
    const streamed = await client.responses.stream({ model: 'sandbox/fast', input: 'Say something.' }).finalResponse();
    expect(streamed.output_text.length).toBeGreaterThan(0);
    expect(streamed.usage?.output_tokens).toBeGreaterThan(0);
  });
});

describe('embeddings and models', () => {
  it('gives vectors and lists models', async () => {
    const embeddings = await client.embeddings.create({ model: 'sandbox/embed', input: ['a', 'b'] });
    expect(embeddings.data).toHaveLength(2);
    const models = await client.models.list();
    expect(models.data.map(({ id }) => id)).toContain('sandbox/fast');
  });
});
