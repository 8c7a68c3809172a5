import { readPromptText } from '@weir/protocol/facts/read-prompt-text';
import type { ExplainAnswer } from '@weir/routing/explain-answer';
import type { RoutePlan, Strategy } from '@weir/routing/route-plan';
import { decodeFeatures, promptFeatures } from '@weir/routing/smart/features';
import type { Explanation } from '@weir/routing/target';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../gateway.test-support.ts';
import { startUpstream, type TestUpstream } from '../upstream.test-support.ts';

const messages = [{ role: 'user', content: 'Prove that the vernal ocelot counts to seventeen.' }];
const children: Strategy[] = ['one', 'two'].map((model) => ({ kind: 'target', provider: 'groq', model }));
const smart: Strategy = { kind: 'smart', quality: 'any', children };
const routes: Record<string, RoutePlan> = {
  clever: { strategy: smart },
  deep: { strategy: { kind: 'fallback', children: [smart, { kind: 'target', provider: 'groq', model: 'one' }] } },
  thrifty: { strategy: { kind: 'cheapest', quality: 0, children } },
  plain: { strategy: { kind: 'fallback', children } },
};
let upstream: TestUpstream;
let gateway: TestGateway;

beforeAll(async () => {
  const choices = [{ index: 0, message: { role: 'assistant', content: 'yes' }, finish_reason: 'stop' }];
  const usage = { prompt_tokens: 20, completion_tokens: 4, total_tokens: 24 };
  upstream = await startUpstream((response, { body }) => {
    const { model } = JSON.parse(body);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: 'c', object: 'chat.completion', created: 1, model, usage, choices }));
  });
  const customPrices = ['one', 'two'].map((model) => ({
    ...{ provider: 'groq', model, effectiveFrom: '2026-01-01T00:00:00Z' },
    usdPerMillion: { input: '1', output: '1' },
  }));
  const providerKeys = [{ provider: 'groq', baseUrl: upstream.url, secret: 's' }];
  gateway = await startGateway({ routes, customPrices, providerKeys });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

async function decisionOf(model: string): Promise<Explanation> {
  const response = await gateway.post('/v1/chat/completions', { model, messages });
  expect(response.status, await response.text()).toBe(200);
  const call = gateway.calls().find(({ callId }) => callId === response.headers.get('x-weir-call-id'));
  return JSON.parse(JSON.stringify(call?.decision));
}

it.each(['clever', 'deep'])("keeps a prompt's hashes with a choice that can be learnt from (%s)", async (model) => {
  const { inputs } = await decisionOf(model);
  const own = promptFeatures(readPromptText('chat', { model, messages }, 8_192));
  expect(own.length).toBeGreaterThan(5);
  expect(decodeFeatures(inputs?.features ?? '')).toEqual(own);
  expect(JSON.stringify(inputs)).not.toContain('ocelot');
});

it.each(['thrifty', 'plain'])('keeps none where nothing learns (%s)', async (model) => {
  const { inputs } = await decisionOf(model);
  expect(inputs).toBeDefined();
  expect(inputs?.features).toBeUndefined();
});

it('shows them to nobody who asks where a call would go', async () => {
  const response = await gateway.post('/v1/explain', { model: 'clever', messages });
  const { explanation }: ExplainAnswer = JSON.parse(await response.text());
  expect(explanation.inputs?.facts).toBeDefined();
  expect(explanation.inputs?.features).toBeUndefined();
});
