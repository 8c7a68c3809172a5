import Anthropic from '@anthropic-ai/sdk';
import { type Stack, startStack } from '@weir/testing/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let stack: Stack;
let client: Anthropic;

beforeAll(async () => {
  stack = await startStack({ size: 'embedded', tenant: () => ({}) });
  client = new Anthropic({ baseURL: stack.gateway.url, apiKey: stack.tenant.gatewayKey, maxRetries: 0 });
});
afterAll(() => stack.stop());

const question = {
  model: 'sandbox/fast',
  max_tokens: 200,
  messages: [{ role: 'user' as const, content: 'What is the weather in Basel?' }],
};

describe('messages', () => {
  it('answers whole, with usage', async () => {
    const answer = await client.messages.create(question);
    expect(answer.stop_reason).toBe('end_turn');
    expect(answer.usage.output_tokens).toBeGreaterThan(0);
    expect(answer.content[0]?.type).toBe('text');
  });

  it('streams to its end', async () => {
    const answer = await client.messages.stream(question).finalMessage();
    expect(answer.stop_reason).toBe('end_turn');
    expect(answer.usage.output_tokens).toBeGreaterThan(0);
  });

  it('streams a tool call whose input the schema accepts', async () => {
    const answer = await client.messages
      .stream({
        ...question,
        tools: [
          {
            name: 'weather',
            input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
          },
        ],
        tool_choice: { type: 'any' },
      })
      .finalMessage();
    expect(answer.stop_reason).toBe('tool_use');
    const call = answer.content.find((block) => block.type === 'tool_use');
    expect(call?.input).toEqual({ city: expect.any(String) });
  });

  it('counts tokens', async () => {
    const { input_tokens } = await client.messages.countTokens({ model: question.model, messages: question.messages });
    expect(input_tokens).toBeGreaterThan(0);
  });

  it('raises the SDK class of each error', async () => {
    const ask = (model: string) => client.messages.create({ ...question, model });
    await expect(ask('sandbox/error-429')).rejects.toBeInstanceOf(Anthropic.RateLimitError);
    await expect(ask('sandbox/error-529')).rejects.toMatchObject({ status: 529 });
    await expect(ask('nobody/knows')).rejects.toBeInstanceOf(Anthropic.NotFoundError);
    const stranger = new Anthropic({ baseURL: stack.gateway.url, apiKey: 'wrong', maxRetries: 0 });
    await expect(stranger.messages.create(question)).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
  });

  it('raises an error when a stream is cut, instead of ending it', async () => {
    const cut = client.messages.stream({ ...question, model: 'sandbox/error-cut' }).finalMessage();
    await expect(cut).rejects.toBeInstanceOf(Anthropic.AnthropicError);
  });
});
