import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { type Stack, startStack } from '@weir/testing/stack';
import { APICallError, generateText, type LanguageModel, stepCountIs, streamText, tool } from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

let stack: Stack;
let models: Record<string, (id: string) => LanguageModel>;

beforeAll(async () => {
  stack = await startStack({ size: 'embedded', tenant: () => ({}) });
  const settings = { baseURL: `${stack.gateway.url}/v1`, apiKey: stack.tenant.gatewayKey };
  const openai = createOpenAI(settings);
  models = {
    chat: (id) => openai.chat(id),
    responses: (id) => openai.responses(id),
    messages: createAnthropic(settings),
  };
});
afterAll(() => stack.stop());

describe.each(['chat', 'responses', 'messages'])('the AI SDK over %s', (lane) => {
  const model = (id: string): LanguageModel => {
    const create = models[lane];
    if (create === undefined) throw new Error(`There is no lane ${lane}.`);
    return create(id);
  };

  it('generates and streams text', async () => {
    const whole = await generateText({ model: model('sandbox/fast'), prompt: 'Say something.' });
    expect(whole.text.length).toBeGreaterThan(0);
    const streamed = streamText({ model: model('sandbox/fast'), prompt: 'Say something.' });
    expect((await streamed.text).length).toBeGreaterThan(0);
    expect((await streamed.usage).outputTokens).toBeGreaterThan(0);
  });

  it('runs a tool', async () => {
    const asked: string[] = [];
    const weather = tool({
      description: 'The weather of a city.',
      inputSchema: z.object({ city: z.string() }),
      execute: async ({ city }) => {
        asked.push(city);
        return 'sunny';
      },
    });
    await generateText({
      model: model('sandbox/fast'),
      prompt: 'What is the weather in Basel?',
      tools: { weather },
      toolChoice: 'required',
      stopWhen: stepCountIs(1),
    });
    expect(asked).toHaveLength(1);
  });

  it('raises the status of an error', async () => {
    const ask = generateText({ model: model('sandbox/error-429'), prompt: 'x', maxRetries: 0 });
    await expect(ask).rejects.toSatisfy((error) => APICallError.isInstance(error) && error.statusCode === 429);
  });
});
