import type { ExplainAnswer } from '@weir/routing/explain-answer';
import type { RoutePlan } from '@weir/routing/route-plan';
import type { Explanation } from '@weir/routing/target';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway, type TestGatewayOptions } from './gateway.test-support.ts';
import { startUpstream, type TestUpstream } from './upstream.test-support.ts';

const path = '/v1/chat/completions';
const messages = [{ role: 'user', content: 'Hello there' }];
const down = new Set<string>();
let upstream: TestUpstream;
let gateway: TestGateway;
let open = 0;
let mostOpen = 0;

const target = (name: string, more: object = {}) => {
  const [provider = '', model = ''] = name.split('/');
  return { kind: 'target' as const, provider, model, ...more };
};
const inOrder = (...names: string[]): RoutePlan => ({
  strategy: { kind: 'fallback', children: names.map((name) => target(name)) },
  retry: { attemptsPerTargetMax: 1 },
});

const routes: NonNullable<TestGatewayOptions['routes']> = {
  ordered: inOrder('groq/one', 'mistral/two'),
  cold: { strategy: target('groq/one', { overrides: { temperature: 0, outputTokensMax: 64 } }) },
  staying: { ...inOrder('groq/one', 'mistral/two'), sticky: { by: 'session' } },
  shared: {
    strategy: {
      kind: 'weighted',
      children: [target('groq/one', { weight: 1 }), target('mistral/two', { weight: 1 })],
    },
    sticky: { by: 'user' },
  },
  narrow: { strategy: target('groq/one', { concurrentMax: 1 }) },
  local: { ...inOrder('groq/one', 'mistral/two'), requires: { regions: ['eu'], zeroRetention: true } },
  picky: {
    strategy: {
      kind: 'conditional',
      when: [{ if: { fact: 'needs', op: 'has', value: 'tools' }, use: target('mistral/two') }],
      otherwise: target('groq/one'),
    },
  },
};

beforeAll(async () => {
  upstream = await startUpstream(async (response, { body, url }) => {
    const asked = JSON.parse(body);
    const provider = url.split('/')[1] ?? '';
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    if (asked.slow === true) await new Promise((resolve) => setTimeout(resolve, 150));
    const status = down.has(provider) ? 503 : 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    const usage = { prompt_tokens: 20, completion_tokens: 4, total_tokens: 24 };
    const choices = [{ index: 0, message: { role: 'assistant', content: provider }, finish_reason: 'stop' }];
    const answer = { id: 'c', object: 'chat.completion', created: 1, model: asked.model, usage, choices };
    open -= 1;
    response.end(JSON.stringify(status === 200 ? answer : { error: { message: 'down', type: 'server_error' } }));
  });
  gateway = await startGateway({
    routes,
    providerKeys: ['groq', 'mistral'].map((provider) => ({
      provider,
      baseUrl: `${upstream.url}/${provider}`,
      secret: `s-${provider}`,
      ...(provider === 'mistral' ? { region: 'eu-west-1', zeroRetention: true } : {}),
    })),
  });
});

afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

async function call(model: string, more: object = {}, headers: Record<string, string> = {}) {
  const response = await gateway.post(path, { model, messages, ...more }, headers);
  return { response, by: response.headers.get('x-weir-provider'), text: await response.text() };
}

async function explain(body: object, headers: Record<string, string> = {}): Promise<ExplainAnswer> {
  const response = await gateway.post('/v1/explain', body, headers);
  expect(response.status).toBe(200);
  return JSON.parse(await response.text());
}

const sent = () => JSON.parse(upstream.seen.at(-1)?.body ?? '{}');

describe('a route', () => {
  it('is called by its name, and told in headers, ledger and receipt', async () => {
    const { response, by } = await call('ordered');
    expect([response.status, by, response.headers.get('x-weir-route')]).toEqual([200, 'groq', 'ordered']);
    expect(gateway.attempts().at(-1)).toMatchObject({ route: 'ordered', provider: 'groq', requestedModel: 'ordered' });
    expect(gateway.calls().at(-1)).toMatchObject({ route: 'ordered', decision: { resolvedBy: 'route' } });
    expect(sent().model).toBe('one');
  });

  it('is called by its header, whatever the body names', async () => {
    expect((await call('gpt-4o', {}, { 'x-weir-route': 'ordered' })).by).toBe('groq');
    const { response, text } = await call('gpt-4o', {}, { 'x-weir-route': 'nowhere' });
    expect([response.status, text]).toEqual([404, expect.stringContaining('nowhere')]);
  });

  it('says in place of its client what a target says', async () => {
    await call('cold', { temperature: 1.5, max_tokens: 9 });
    expect(sent()).toMatchObject({ model: 'one', temperature: 0, max_tokens: 64, messages });
  });

  it('is listed among the models, for the keys that may call it', async () => {
    const listed = await (await gateway.get('/v1/models')).json();
    const named = Object.keys(routes).map((id) => expect.objectContaining({ id, owned_by: 'weir' }));
    expect(listed).toMatchObject({ data: expect.arrayContaining(named) });
    const one = await gateway.get('/v1/models/ordered', { 'anthropic-version': '2023-06-01' });
    expect(await one.json()).toMatchObject({ type: 'model', id: 'ordered' });
  });

  it('goes by what a request needs', async () => {
    const tools = [{ type: 'function', function: { name: 'look', parameters: { type: 'object', properties: {} } } }];
    expect((await call('picky')).by).toBe('groq');
    expect((await call('picky', { tools })).by).toBe('mistral');
  });

  it('keeps to regions and retention', async () => {
    expect((await call('local')).by).toBe('mistral');
  });

  it('never has more calls open at a target than it says', async () => {
    mostOpen = 0;
    const all = await Promise.all([1, 2, 3].map(() => call('narrow', { slow: true })));
    expect(all.filter(({ response }) => response.status === 200).length).toBeGreaterThan(0);
    expect(all.every(({ response }) => [200, 503].includes(response.status))).toBe(true);
    expect(mostOpen).toBe(1);
  });
});

describe('what a call asks of the choice', () => {
  it('is an order, or who may not be asked, by the body or a header', async () => {
    expect((await call('ordered', { provider: { order: ['mistral'] } })).by).toBe('mistral');
    expect(sent()).not.toHaveProperty('provider');
    expect((await call('ordered', {}, { 'x-weir-prefer': '{"ignore":["groq"]}' })).by).toBe('mistral');
    expect((await call('ordered', {}, { 'x-weir-prefer': '{"region":"eu"}' })).by).toBe('mistral');
  });

  it('is other models to fall back to', async () => {
    down.add('groq');
    const { by, response } = await call('groq/one', { models: ['mistral/two'] });
    down.delete('groq');
    expect([by, response.headers.get('x-weir-attempts')]).toEqual(['mistral', '2']);
    expect(sent()).not.toHaveProperty('models');
  });

  it.each([
    ['x-weir-prefer', 'no json', {}],
    ['provider', undefined, { provider: { sorted: 'price' } }],
    ['models', undefined, { models: 'mistral/two' }],
  ])('is refused by name where %s makes no sense', async (field, header, more) => {
    const { response, text } = await call('ordered', more, header === undefined ? {} : { 'x-weir-prefer': header });
    expect([response.status, text]).toEqual([400, expect.stringContaining(field)]);
  });

  it('opens no model that the gateway key may not use', async () => {
    const narrow = await startGateway({
      routes,
      key: { allowedModels: ['ordered'] },
      providerKeys: [
        { provider: 'groq', baseUrl: `${upstream.url}/groq`, secret: 's' },
        { provider: 'mistral', baseUrl: `${upstream.url}/mistral`, secret: 's' },
      ],
    });
    const status = async (body: object) => (await narrow.post(path, { messages, ...body })).status;
    expect(await status({ model: 'ordered' })).toBe(200);
    expect(await status({ model: 'groq/one' })).toBe(403);
    expect(await status({ model: 'staying' })).toBe(403);
    expect(await status({ model: 'ordered', models: ['groq/three'] })).toBe(403);
    down.add('groq').add('mistral');
    await narrow.post(path, { messages, model: 'ordered', models: ['cold'] });
    down.clear();
    await narrow.close();
    expect(narrow.attempts().every(({ model }) => model === 'one' || model === 'two')).toBe(true);
  });
});

describe('a sticky route', () => {
  const session = { 'x-weir-session': 'thread-7' };

  it('leaves a sick target and returns to it', async () => {
    expect((await call('staying', {}, session)).by).toBe('groq');
    down.add('groq');
    expect((await call('staying', {}, session)).by).toBe('mistral');
    down.delete('groq');
    expect((await call('staying', {}, session)).by).toBe('groq');
  });

  it('keeps each user at one target without remembering any', async () => {
    const targets = async (user: string) => {
      const by = new Set<string | null>();
      for (let calls = 0; calls < 6; calls++) by.add((await call('shared', { user })).by);
      return [...by];
    };
    // So many that they never all fall to one target by chance: where each goes hangs on the route's id as well.
    const users = Array.from({ length: 30 }, (_, index) => `user ${index}`);
    const all = await Promise.all(users.map(targets));
    expect(all.every((one) => one.length === 1)).toBe(true);
    expect(new Set(all.flat()).size).toBe(2);
  });
});

describe('/v1/explain', () => {
  it('says where a call would go and why, and calls nobody', async () => {
    const [seen, calls] = [upstream.seen.length, gateway.calls().length];
    const answer = await explain({ model: 'ordered', messages });
    const [groq, mistral] = gateway.config.providerKeys;
    expect(answer.steps).toEqual([
      { kind: 'single', targets: [`groq/one@${groq?.id}`] },
      { kind: 'single', targets: [`mistral/two@${mistral?.id}`] },
    ]);
    expect(answer.explanation.nodes?.length).toBeGreaterThan(0);
    expect([upstream.seen.length, gateway.calls().length]).toEqual([seen, calls]);
  });

  it('says why a call would be refused, with each target', async () => {
    const answer = await explain({ model: 'ordered', messages }, { 'x-weir-prefer': '{"only":["openai"]}' });
    expect(answer).toMatchObject({ outcome: 'refusal', steps: [], refusal: { code: 'no_target_qualifies' } });
    expect(answer.explanation.considered.every(({ excluded }) => excluded !== undefined)).toBe(true);
  });

  it.each([
    ['messages', { max_tokens: 5, messages }, { 'anthropic-version': '2023-06-01' }],
    ['generate_content', { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] }, {}],
    ['responses', { input: 'Hi' }, {}],
  ])('reads a body of %s', async (operation, body, headers) => {
    const { explanation } = await explain({ model: 'ordered', ...body }, headers);
    expect(explanation.inputs?.facts.operation).toBe(operation);
  });

  it('agrees with the call that follows', async () => {
    const told = await explain({ model: 'ordered', messages });
    await call('ordered');
    const record = gateway.calls().at(-1)?.decision;
    const decided: Partial<Explanation> = typeof record === 'object' && record !== null ? record : {};
    expect(decided.considered?.map(({ model }) => model)).toEqual(
      told.explanation.considered.map(({ model }) => model),
    );
  });

  it('serves drafts to internal tokens alone, which make no calls', async () => {
    const plan = inOrder('mistral/two');
    const body = { operation: 'chat', body: { messages }, plan };
    const authorization = `Bearer ${gateway.internalToken({ purpose: 'explain' })}`;
    const asked = await gateway.post('/internal/explain', body, { authorization });
    expect(await asked.json()).toMatchObject({
      outcome: 'plan',
      steps: [{ targets: [expect.stringContaining('mistral')] }],
    });
    expect((await gateway.post('/internal/explain', body)).status).toBe(401);
    expect((await gateway.post(path, { model: 'ordered', messages }, { authorization })).status).toBe(401);
  });
});
