import { anyPlanInput } from '@weir/routing/any-plan.test-support';
import { candidateId } from '@weir/routing/candidate';
import type { RoutePlan, Strategy } from '@weir/routing/route-plan';
import type { Explanation } from '@weir/routing/target';
import { createLogger } from '@weir/runtime/logger';
import { uuidv7 } from '@weir/runtime/uuid';
import { readCallReceipt } from '@weir/services/calls/read-receipt';
import { openServices } from '@weir/services/open-services';
import { isDecided, openDecider } from '@weir/services/routes/decide-again';
import { recordedExplanation } from '@weir/services/routes/recorded-explanation';
import type { Services } from '@weir/services/services';
import { recordProof } from '@weir/testing/proofs';
import { recordUsage } from '@weir/testing/record-usage';
import { scaled } from '@weir/testing/scale';
import { testSeed } from '@weir/testing/seed';
import { testDatabase } from '@weir/testing/services';
import { type Simulator, startSimulator } from '@weir/testing/simulator';
import { testMasterKey } from '@weir/testing/tenant';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type TestGateway } from './gateway.test-support.ts';

const callCount = scaled({ scaled: 600, full: 5_000 });
const planCount = 60;
const atOnce = 8;

/** The targets of any plan, as ones that can be called: one has no key, one fails, some are in the catalogue. */
const providers: Readonly<Record<string, string>> = { a: 'openai', b: 'groq', c: 'mistral', d: 'sandbox' };
const models: Readonly<Record<string, string>> = {
  ...{ 'a/m': 'gpt-4o-mini', 'a/n': 'fault-500.n', 'b/m': 'llama-3.3-70b-versatile', 'b/n': 'sim-chat' },
  ...{ 'c/m': 'mistral-large-latest', 'c/n': 'sim-chat.n', 'd/m': 'fast', 'd/n': 'smart' },
};

function callable(strategy: Strategy): Strategy {
  switch (strategy.kind) {
    case 'target': {
      const { provider, model } = strategy;
      return { ...strategy, provider: providers[provider] ?? provider, model: models[`${provider}/${model}`] ?? model };
    }
    case 'conditional':
      return {
        ...strategy,
        when: strategy.when.map((rule) => ({ ...rule, use: callable(rule.use) })),
        otherwise: callable(strategy.otherwise),
      };
    default:
      return { ...strategy, children: strategy.children.map(callable) };
  }
}

const seed = testSeed('replayed');
const plans: readonly RoutePlan[] = fc
  .sample(anyPlanInput, { numRuns: planCount, seed })
  .map(({ plan }) => ({ ...plan, strategy: callable(plan.strategy), timeouts: { totalMs: 5_000 } }));

const bodies: readonly ((name: string) => object)[] = [
  (model) => ({ model, messages: [{ role: 'user', content: 'What does a weir do?' }] }),
  (model) => ({ model, max_tokens: 50, temperature: 0, messages: [{ role: 'user', content: 'x '.repeat(2_000) }] }),
  (model) => ({
    model,
    models: ['openai/gpt-4o-mini', 'route-0'],
    messages: [{ role: 'user', content: 'Add 2 and 3.' }],
  }),
  (model) => ({ model, provider: { order: ['groq'] }, messages: [{ role: 'user', content: 'Translate: a weir' }] }),
  (model) => ({
    model,
    messages: [{ role: 'user', content: 'Which level?' }],
    tools: [{ type: 'function', function: { name: 'level', parameters: { type: 'object', properties: {} } } }],
  }),
];

let simulator: Simulator;
let gateway: TestGateway;
let services: Services;

beforeAll(async () => {
  simulator = await startSimulator();
  const baseUrl = `${simulator.url}/v1`;
  gateway = await startGateway({
    providerKeys: [
      { provider: 'openai', secret: 'one', baseUrl, region: 'eu-west-1', weight: 3 },
      { provider: 'openai', secret: 'two', baseUrl, zeroRetention: true, region: 'us-east-1' },
      { provider: 'groq', secret: 'three', baseUrl, region: 'eu' },
    ],
    routes: Object.fromEntries(plans.map((plan, at) => [`route-${at}`, plan])),
    key: { attributes: { team: 'river' } },
  });
  services = await openServices({
    databaseUrl: (await testDatabase()).url,
    masterKey: testMasterKey().masterKey,
    gatewayUrl: gateway.url,
    now: Date.now,
    log: createLogger({ name: 'services', level: 'silent' }),
  });
});

afterAll(async () => {
  await services.close();
  await gateway.close();
  await simulator.close();
});

async function call(at: number): Promise<void> {
  const body = bodies[at % bodies.length]?.(`route-${(at * 7) % planCount}`) ?? {};
  const headers = at % 3 === 0 ? { 'x-weir-session': `s${at % 4}` } : undefined;
  const response = await gateway.post('/v1/chat/completions', body, headers);
  await response.arrayBuffer();
}

/** The gateway's calls by way of the ledger's table, as its receipts show them. */
async function recorded(): Promise<readonly Explanation[]> {
  await recordUsage(services, [...gateway.attempts(), ...gateway.calls()]);
  const { organizationId } = gateway.config;
  const actor = { kind: 'token', id: uuidv7(), organizationId, role: 'owner' } as const;
  const explanations: Explanation[] = [];
  for (const { callId } of gateway.calls()) {
    const { decision } = await readCallReceipt(services, actor, { callId });
    const explanation = recordedExplanation(decision);
    if (explanation !== undefined) explanations.push(explanation);
  }
  return explanations;
}

it('decisions of any route come out of their records word for word, and step for step', {
  timeout: 300_000,
}, async () => {
  let next = 0;
  const worker = async () => {
    while (next < callCount) {
      next += 1;
      await call(next);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const planOf = (id: string) => gateway.config.routes?.find((route) => route.id === id);
  const decider = openDecider({ routes: { version: async (id) => planOf(id) } }, gateway.config);
  const gatewayKeyId = gateway.config.gatewayKeys[0]?.id ?? null;
  const explanations = await recorded();
  const seen = { plan: 0, refusal: 0, race: 0, sticky: 0, fallbacks: 0 };
  for (const explanation of explanations) {
    if (!isDecided(explanation)) throw new Error('a call of a route keeps its inputs');
    const again = await decider.again({ explanation, gatewayKeyId });
    if (again.kind !== 'made') throw new Error(again.why);
    const { decision } = again;
    expect(JSON.parse(JSON.stringify(decision.explanation))).toEqual(explanation);
    const steps = decision.kind === 'plan' ? decision.steps : [];
    const order = steps.flatMap((step) =>
      step.kind === 'single' ? [step.candidate.id] : step.legs.map(({ id }) => id),
    );
    expect(order).toEqual(explanation.considered.filter(({ excluded }) => excluded === undefined).map(candidateId));
    seen[decision.kind] += 1;
    if (steps.some(({ kind }) => kind === 'race')) seen.race += 1;
    if (explanation.inputs.stay !== undefined) seen.sticky += 1;
    if (explanation.inputs.fallbacks !== undefined) seen.fallbacks += 1;
  }
  // A call that found all its targets full went nowhere after it was decided, and is kept as refused alone.
  const undecided = gateway.calls().filter(({ decision }) => decision === undefined);
  for (const { errorCode } of undecided) expect(errorCode).toBe('no_target_available');
  expect(explanations.length).toBe(callCount - undecided.length);
  expect(undecided.length).toBeLessThan(callCount / 20);
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
  recordProof('replay', { decisions: explanations.length, alike: explanations.length, ...seen });
});
