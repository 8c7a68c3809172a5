import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import type { LoopScript } from '@weir/testing/simulator/loop/script';
import { type LoopUpstream, startLoopUpstream } from '@weir/testing/simulator/loop/upstream';
import { type Stack, startStack } from '@weir/testing/stack';
import { generateText, type LanguageModel, Output, stepCountIs, streamText, tool } from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { expectReceipts } from './loop-receipts.ts';

let upstream: LoopUpstream;
let stack: Stack;

const providers = ['openai', 'anthropic', 'gemini', 'groq'];

// It warns of thoughts that it will not send back: what it does send is what counts here.
globalThis.AI_SDK_LOG_WARNINGS = false;

beforeAll(async () => {
  upstream = await startLoopUpstream();
  const providerKeys = providers.map((provider) => ({ provider, baseUrl: upstream.url }));
  stack = await startStack({ size: 'embedded', tenant: () => ({ providerKeys }) });
});
afterAll(async () => {
  await stack.stop();
  await upstream.close();
});

const script: LoopScript = [
  {
    thinks: 'Both cities can be asked for at once.',
    says: 'Let me see.',
    calls: ['Basel', 'Bern'].map((city) => ({ tool: /^temperature$/, arguments: { city } })),
  },
  { thinks: 'Now their mean.', calls: [{ tool: /^mean$/, arguments: { values: [21, 19] } }] },
  { thinks: 'That is all.', says: 'On average it is 20 degrees.' },
];

const tools = {
  temperature: tool({
    description: 'The temperature of a city in degrees.',
    inputSchema: z.object({ city: z.string() }),
    execute: ({ city }) => ({ degrees: city === 'Basel' ? 21 : 19 }),
  }),
  mean: tool({
    description: 'The mean of numbers.',
    inputSchema: z.object({ values: z.array(z.number()) }),
    execute: ({ values }) => values.reduce((sum, value) => sum + value, 0) / values.length,
  }),
};

type Client = {
  readonly name: string;
  readonly model: (id: string) => LanguageModel;
  /** Asks for thoughts, in the client's own words. */
  readonly providerOptions: Parameters<typeof generateText>[0]['providerOptions'];
};

const settings = () => ({ baseURL: `${stack.gateway.url}/v1`, apiKey: stack.tenant.gatewayKey });

const clients: readonly Client[] = [
  {
    name: 'chat',
    model: (id) => createOpenAI(settings()).chat(id),
    providerOptions: { openai: { reasoningEffort: 'low' } },
  },
  {
    name: 'responses',
    model: (id) => createOpenAI(settings()).responses(id),
    providerOptions: {
      openai: {
        reasoningEffort: 'low',
        reasoningSummary: 'auto',
        forceReasoning: true,
        store: false,
        include: ['reasoning.encrypted_content'],
      },
    },
  },
  {
    name: 'messages',
    model: (id) => createAnthropic(settings())(id),
    providerOptions: { anthropic: { thinking: { type: 'enabled', budgetTokens: 2048 } } },
  },
  {
    name: 'generateContent',
    model: (id) => createGoogle({ ...settings(), baseURL: `${stack.gateway.url}/v1beta` })(`models/${id}`),
    providerOptions: { google: { thinkingConfig: { includeThoughts: true, thinkingBudget: 2048 } } },
  },
];

/**
 * A language of each kind, and a host of open models. OpenAI's goes by its bare name: the AI SDK reads off it what the
 * model takes, and sends `max_tokens` to `openai/gpt-5-mini`, which OpenAI refuses.
 */
const targets = [
  'gpt-5-mini',
  'anthropic/claude-sonnet-4-5',
  'gemini/gemini-3-pro-preview',
  'groq/openai/gpt-oss-120b',
];

/** A model that thinks by effort is told one instead of the budget. */
const budgets: Readonly<Record<string, string>> = {
  messages: 'thinking.budget_tokens',
  generateContent: 'generationConfig.thinkingConfig.thinkingBudget',
};

/** What `x-weir-dropped` is to say, step by step. */
function droppedOn(target: string, client: Client, streaming: boolean): readonly (string | undefined)[] {
  const own = { messages: 'anthropic', generateContent: 'gemini' }[client.name];
  // Chat has no place for seals, and Claude refuses to think on about calls whose thoughts are gone.
  if (client.name === 'chat' && target.startsWith('anthropic')) {
    return [undefined, 'reasoning_effort', 'reasoning_effort'];
  }
  const budget = budgets[client.name];
  const thinksByBudget = target.startsWith('anthropic');
  if (budget === undefined || thinksByBudget || (own !== undefined && target.startsWith(own))) {
    return [undefined, undefined, undefined];
  }
  const eager = client.name === 'messages' && streaming ? ['eager_input_streaming'] : [];
  const each = [...eager, budget].join(', ');
  return [each, each, each];
}

/** Thoughts that come back with each turn: the client keeps none over Chat Completions; Groq's Responses tell none here. */
function thoughtsOf(target: string, { name }: Client): readonly number[] {
  const none = name === 'chat' || (name === 'responses' && target.startsWith('groq'));
  return none ? [0, 0] : [1, 1];
}

type Ran = { readonly text: string; readonly dropped: readonly (string | undefined)[] };

/** Runs the agent; where there are several models, each step on the next. */
async function run({ model, providerOptions }: Client, ids: readonly string[], streaming: boolean): Promise<Ran> {
  const models = ids.map(model);
  const [first] = models;
  if (first === undefined) throw new Error('There is no model.');
  const asked = {
    model: first,
    prepareStep: ({ stepNumber }: { stepNumber: number }) => ({ model: models[stepNumber % models.length] ?? first }),
    system: 'You are brief.',
    prompt: 'How warm is it in Basel and Bern on average?',
    tools,
    maxOutputTokens: 8_000,
    maxRetries: 0,
    stopWhen: stepCountIs(6),
    ...(providerOptions === undefined ? {} : { providerOptions }),
  };
  const errors: unknown[] = [];
  const answer = streaming
    ? streamText({ ...asked, onError: ({ error }) => void errors.push(error) })
    : await generateText(asked);
  const steps = await answer.steps;
  if (errors.length > 0) throw errors[0];
  return {
    text: await answer.text,
    dropped: steps.map(({ response }) => response.headers?.['x-weir-dropped']),
  };
}

const pairs = clients.flatMap((client) => targets.map((target) => ({ client, target, name: client.name })));

describe.each(pairs)('an AI SDK agent over $name on $target', ({ client, target }) => {
  it.each([false, true])('works through its tools, streaming %s', async (streaming) => {
    const startedMs = Date.now();
    upstream.play(script);
    const { text, dropped } = await run(client, [target], streaming);
    expect(upstream.received().map(({ refusal }) => refusal)).toEqual([undefined, undefined, undefined]);
    expect(text).toBe('On average it is 20 degrees.');
    const rounds = upstream.received().at(-1)?.reading?.rounds ?? [];
    expect(rounds.map(({ calls }) => calls.length)).toEqual([2, 1]);
    expect(rounds.map(({ seals }) => seals)).toEqual(thoughtsOf(target, client));
    expect(dropped).toEqual(droppedOn(target, client, streaming));
    expect(rounds.map(({ results }) => results.join())).toEqual([
      expect.stringMatching(/21.*19/s),
      expect.stringContaining('20'),
    ]);
    await expectReceipts(stack, startedMs, upstream.received());
  });
});

/** Routes and people change models amid a conversation: none may be sent seals that it cannot read. */
const journeys = [
  ['gpt-5-mini', 'anthropic/claude-sonnet-4-5', 'gemini/gemini-3-pro-preview'],
  ['gemini/gemini-3-pro-preview', 'anthropic/claude-sonnet-4-5', 'gpt-5-mini'],
  ['anthropic/claude-sonnet-4-5', 'gemini/gemini-3-pro-preview', 'anthropic/claude-sonnet-4-5'],
  ['gemini/gemini-3-pro-preview', 'gpt-5-mini', 'gemini/gemini-3-pro-preview'],
  ['groq/openai/gpt-oss-120b', 'anthropic/claude-sonnet-4-5', 'groq/openai/gpt-oss-120b'],
];

const moves = clients.flatMap((client) => journeys.map((journey) => ({ client, journey, name: client.name })));

it.each(moves)('an AI SDK agent over $name changes from $journey.0 to $journey.1 to $journey.2', async (move) => {
  const { client, journey } = move;
  for (const streaming of [false, true]) {
    upstream.play(script);
    const { text } = await run(client, journey, streaming);
    expect(upstream.received().map(({ refusal }) => refusal)).toEqual([undefined, undefined, undefined]);
    expect(text).toBe('On average it is 20 degrees.');
    // Back at the first model, what that one thought is there again, and nothing of the other's.
    const [last = ''] = journey.slice(-1);
    const own = journey[0] === last ? (thoughtsOf(last, client)[0] ?? 0) : 0;
    const rounds = upstream.received().at(-1)?.reading?.rounds ?? [];
    expect(rounds.map(({ seals }) => seals)).toEqual([own, 0]);
  }
});

it.each(pairs)('an AI SDK client of $name gets an object of its schema from $target', async ({ client, target }) => {
  upstream.play([]);
  const schema = z.object({ city: z.string(), isSunny: z.boolean() });
  const { output } = await generateText({
    model: client.model(target),
    prompt: 'Is it sunny in Basel?',
    output: Output.object({ schema }),
    maxRetries: 0,
    // Of a model whose name it does not know it would ask for a tool's arguments instead.
    providerOptions: { anthropic: { structuredOutputMode: 'outputFormat' } },
  });
  expect(output).toEqual({ city: 'ok', isSunny: false });
  expect(upstream.received()).toMatchObject([{ reading: { schema: { properties: { city: { type: 'string' } } } } }]);
});
