import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../simulator.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 3 });
});
afterEach(() => simulator.reset());
afterAll(() => simulator.close());

type Asking = { readonly stream?: boolean; readonly key?: string; readonly said?: string; readonly answered?: string };

const roles = { user: 'user', assistant: 'assistant' } as const;

function turns({ said = 'Hello', answered }: Asking, answerRole: string) {
  return [{ role: roles.user, text: said }, ...(answered === undefined ? [] : [{ role: answerRole, text: answered }])];
}

const flat = (asking: Asking) => turns(asking, roles.assistant).map(({ role, text }) => ({ role, content: text }));

const dialects = {
  chat: (model: string, asking: Asking) => ({
    path: '/v1/chat/completions',
    body: { model, messages: flat(asking), stream: asking.stream ?? false },
    end: '[DONE]',
  }),
  responses: (model: string, asking: Asking) => ({
    path: '/v1/responses',
    body: { model, input: flat(asking), stream: asking.stream ?? false },
    end: 'response.completed',
  }),
  messages: (model: string, asking: Asking) => ({
    path: '/v1/messages',
    body: { model, max_tokens: 100, messages: flat(asking), stream: asking.stream ?? false },
    end: 'message_stop',
  }),
  generate: (model: string, asking: Asking) => ({
    path: `/v1beta/models/${model}:${asking.stream === true ? 'streamGenerateContent' : 'generateContent'}`,
    body: { contents: turns(asking, 'model').map(({ role, text }) => ({ role, parts: [{ text }] })) },
    end: 'finishReason',
  }),
};
type Name = keyof typeof dialects;
const names: readonly Name[] = ['chat', 'responses', 'messages', 'generate'];

function ask(name: Name, model: string, asking: Asking = {}): Promise<Response> {
  const { path, body } = dialects[name](model, asking);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${asking.key ?? 'key'}` };
  return fetch(simulator.url + path, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(300),
  });
}

async function text(name: Name, model: string, asking: Asking = {}): Promise<string> {
  const response = await ask(name, model, { ...asking, stream: true });
  return response.text().catch((error: unknown) => `broken: ${String(error)}`);
}

/** What a whole chat answer says. */
async function answer(model: string, asking: Asking): Promise<string> {
  const { choices } = JSON.parse(await (await ask('chat', model, asking)).text());
  return choices[0].message.content;
}

describe.each(names)('a fault by the name of a model, in %s', (name) => {
  it.each([
    ['fault-503', 503],
    ['fault-429', 429],
    ['fault-content-filter', 400],
  ])('%s lasts', async (model, status) => {
    expect((await ask(name, model)).status).toBe(status);
    expect((await ask(name, model, { stream: true })).status).toBe(status);
  });

  it('that hits once is gone after it, and no other name shares its count', async () => {
    const statuses = [];
    for (const model of [
      'fault-500-once',
      'fault-500-once',
      'fault-500-once.b',
      'fault-500-times-2',
      'fault-500-times-2',
      'fault-500-times-2',
    ]) {
      statuses.push((await ask(name, model)).status);
    }
    expect(statuses).toEqual([500, 200, 500, 500, 500, 200]);
  });

  it('asks for a wait, and is well when that is over', async () => {
    const first = await ask(name, 'fault-429-after-1');
    const early = await ask(name, 'fault-429-after-1');
    expect([first.status, early.status]).toEqual([429, 429]);
    const told = first.headers.get('retry-after') ?? (await first.text());
    expect(told).toContain('1');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await ask(name, 'fault-429-after-1')).status).toBe(200);
  });

  it('says why it refuses', async () => {
    const response = await ask(name, 'fault-context-length');
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/context length|prompt is too long|input token count/);
  });

  it('refuses only what ends with words of the model', async () => {
    expect((await ask(name, 'fault-no-prefill')).status).toBe(200);
    const refused = await ask(name, 'fault-no-prefill', { answered: 'I' });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringMatching(/user|assistant/)]);
  });

  it('resets, or never answers', async () => {
    await expect(ask(name, 'fault-reset')).rejects.toThrow('fetch failed');
    await expect(ask(name, 'fault-silent')).rejects.toThrow('timeout');
  });

  it('breaks an answer in its middle', async () => {
    const { end } = dialects[name]('m', {});
    expect(await text(name, 'fault-cut')).toContain('broken: ');
    expect(await text(name, 'fault-stall')).toContain('broken: ');
    expect(await text(name, 'fault-garbage')).toContain('garbage');
    expect(await text(name, 'sim-chat')).toContain(end);
    const short = await text(name, 'fault-no-done');
    expect(short).not.toContain('broken: ');
    expect(short).not.toContain(end);
  });

  it('lets the first piece wait', async () => {
    const start = performance.now();
    await text(name, 'fault-slow-first-100');
    expect(performance.now() - start).toBeGreaterThan(95);
  });

  it('is ill and well by turns', async () => {
    const statuses = [];
    for (let at = 0; at < 4; at++) {
      statuses.push((await ask(name, 'fault-flaps-100')).status);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(statuses[0]).toBe(503);
    expect(statuses).toContain(200);
  });
});

describe('a fault', () => {
  it('hits every request with a dead key', async () => {
    expect((await ask('chat', 'sim-chat', { key: 'dead-402' })).status).toBe(402);
    expect((await ask('messages', 'sim-chat', { key: 'dead-401' })).status).toBe(401);
    expect((await ask('chat', 'sim-chat', { key: 'alive' })).status).toBe(200);
  });

  it('is switched on and off while the simulator runs', async () => {
    const change = (body: unknown) =>
      fetch(`${simulator.url}/__faults`, { method: 'POST', body: JSON.stringify(body) }).then(({ status }) => status);
    expect(await change({ model: 'sim-chat', fault: '503' })).toBe(200);
    expect((await ask('chat', 'sim-chat')).status).toBe(503);
    expect((await ask('chat', 'sim-chat-large')).status).toBe(200);
    expect(await change({ model: 'sim-chat', fault: null })).toBe(200);
    expect((await ask('chat', 'sim-chat')).status).toBe(200);
    simulator.setFault({ model: '*', fault: '500', untilMs: Date.now() + 50 });
    expect((await ask('chat', 'sim-chat')).status).toBe(500);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect((await ask('chat', 'sim-chat')).status).toBe(200);
    expect(await change({ model: 'sim-chat', fault: 'nonsense' })).toBe(400);
  });
});

describe('what was seen', () => {
  it('tells when each request came and when its connection was over', async () => {
    const before = Date.now();
    await (await ask('chat', 'sim-chat', { key: 'k1' })).text();
    await ask('chat', 'fault-silent').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const [whole, left] = simulator.seen();
    expect(whole).toMatchObject({
      model: 'sim-chat',
      key: 'k1',
      answered: true,
      body: expect.stringContaining('Hello'),
    });
    expect(left).toMatchObject({ model: 'fault-silent', answered: false });
    expect(whole?.arrivedAtMs).toBeGreaterThan(before - 5);
    expect((left?.closedAtMs ?? 0) - (left?.arrivedAtMs ?? 0)).toBeGreaterThan(200);
    const { data } = JSON.parse(await (await fetch(`${simulator.url}/__seen`)).text());
    expect(data).toHaveLength(2);
  });
});

describe('a text that is the same everywhere', () => {
  it('goes on where the last turn ends', async () => {
    const said = '[[sim same=x chunks=6]]';
    const whole = await answer('sim-chat', { said });
    expect(await answer('sim-chat-large', { said })).toBe(whole);
    expect(await answer('sim-chat', { said, answered: whole.slice(0, 9) })).toBe(whole.slice(9));
    expect(await answer('sim-chat', { said, answered: 'something else' })).toBe(whole);
  });
});
