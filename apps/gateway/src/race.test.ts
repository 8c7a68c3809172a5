import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RoutePlan } from '@weir/routing/route-plan';
import { afterEach, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from './gateway.test-support.ts';
import { startUpstream, type TestUpstream } from './upstream.test-support.ts';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

type Leg = { readonly upstream: TestUpstream; readonly closedAt: () => number | undefined };

/** An upstream that notes when its client closes the connection before the answer is over. */
async function leg(answer: (response: ServerResponse) => unknown): Promise<Leg> {
  let closedAt: number | undefined;
  const upstream = await startUpstream((response) => {
    response.on('close', () => {
      if (!response.writableFinished) closedAt = performance.now();
    });
    return answer(response);
  });
  open.push(upstream);
  return { upstream, closedAt: () => closedAt };
}

const usage = { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 };

function whole(content: string | null, more: object = {}, finish = 'stop') {
  const message = { role: 'assistant', content, ...more };
  const body = { id: 'c1', object: 'chat.completion', created: 1, model: 'm', usage };
  return JSON.stringify({ ...body, choices: [{ index: 0, message, finish_reason: finish }] });
}

function sendWhole(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);
}

function frame(delta: object, finish: string | null = null): string {
  const body = { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm' };
  return `data: ${JSON.stringify({ ...body, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
}

function beginStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(frame({ role: 'assistant', content: '' }));
}

function endStream(response: ServerResponse, text: string): void {
  response.write(frame({ content: text }));
  response.end(`${frame({}, 'stop')}data: [DONE]\n\n`);
}

const silent = () => new Promise(() => undefined);

/** Any that speak the same and take another base URL. */
const providerOf = (index: number) => ['groq', 'mistral', 'xai', 'deepseek'][index] ?? 'groq';

type Racing = { readonly gateway: TestGateway; post(stream: boolean, more?: object): Promise<Response> };

type Plan = Partial<RoutePlan> & { readonly firstProvider?: string; readonly secondAtOnce?: number };

async function racing(legs: readonly Leg[], race: object, options: Plan = {}): Promise<Racing> {
  const { firstProvider, secondAtOnce, ...plan } = options;
  const nameOf = (index: number) => (index === 0 ? firstProvider : undefined) ?? providerOf(index);
  const children = legs.map((_, index) => {
    const room = index === 1 && secondAtOnce !== undefined ? { concurrentMax: secondAtOnce } : {};
    return { kind: 'target', provider: nameOf(index), model: `m${index}`, ...room } as const;
  });
  const strategy = { kind: 'race', legs: legs.length, ...race, children } as const;
  const gateway = await startGateway({
    providerKeys: legs.map(({ upstream }, index) => ({
      provider: nameOf(index),
      baseUrl: upstream.url,
      secret: 's',
    })),
    routes: { quick: { ...plan, strategy } },
  });
  open.push(gateway);
  return {
    gateway,
    post: (stream, more = {}) =>
      gateway.post('/v1/chat/completions', {
        model: 'quick',
        stream,
        messages: [{ role: 'user', content: 'Hi' }],
        ...more,
      }),
  };
}

async function lines({ gateway }: Racing, count: number) {
  for (let waits = 0; gateway.attempts().length < count && waits < 100; waits++) await sleep(5);
  const attempts = [...gateway.attempts()].sort((one, other) => one.attemptNo - other.attemptNo);
  return attempts.map(({ model, status, purpose }) => ({ model, status, purpose }));
}

/** Runs one race of streams and tells how long after the winner's first token the loser's connection was closed. */
async function closingMs(): Promise<number> {
  let wonAt = 0;
  const slow = await leg((response) => {
    beginStream(response);
    return silent();
  });
  const quick = await leg(async (response) => {
    beginStream(response);
    await sleep(40);
    wonAt = performance.now();
    endStream(response, 'first');
  });
  const race = await racing([slow, quick], { start: 'together' });
  const answer = await race.post(true);
  expect(await answer.text()).toContain('first');
  expect(answer.headers.get('x-weir-model')).toBe('m1');
  expect(await lines(race, 2)).toEqual([
    { model: 'm0', status: 'canceled', purpose: 'first' },
    { model: 'm1', status: 'succeeded', purpose: 'race' },
  ]);
  expect(race.gateway.calls()).toMatchObject([{ attempts: 2, model: 'm1', route: 'quick', status: 'succeeded' }]);
  for (let waits = 0; slow.closedAt() === undefined && waits < 100; waits++) await sleep(5);
  return (slow.closedAt() ?? Number.POSITIVE_INFINITY) - wonAt;
}

describe('a race of legs that start together', () => {
  it('answers with the first stream that says something and closes the loser within 50 ms', async () => {
    const closings: number[] = [];
    for (let round = 0; round < 5; round++) closings.push(await closingMs());
    closings.sort((one, other) => one - other);
    process.stdout.write(
      `losers were closed ${closings.map((ms) => ms.toFixed(1)).join(', ')} ms after the first token\n`,
    );
    // Of five: the machine that runs this does other things as well.
    expect(closings[2]).toBeLessThan(50);
  });

  it.each([
    ['is empty', whole('')],
    ['is refused', whole(null, { refusal: 'No.' })],
    ['was filtered', whole('x', {}, 'content_filter')],
  ])('passes over a whole answer that %s', async (_, body) => {
    const poor = await leg((response) => sendWhole(response, body));
    const good = await leg(async (response) => {
      await sleep(60);
      sendWhole(response, whole('good'));
    });
    const race = await racing([poor, good], { start: 'together' });
    const answer = await race.post(false);
    expect(await answer.text()).toContain('good');
    expect(await lines(race, 2)).toMatchObject([{ status: 'succeeded' }, { status: 'succeeded' }]);
  });

  it('passes over an answer that breaks the schema', async () => {
    const wrong = await leg((response) => sendWhole(response, whole('{"city": 7}')));
    const right = await leg(async (response) => {
      await sleep(60);
      sendWhole(response, whole('{"city": "Ulm"}'));
    });
    const race = await racing([wrong, right], { start: 'together' });
    const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
    const response_format = { type: 'json_schema', json_schema: { name: 'place', schema } };
    expect(await (await race.post(false, { response_format })).text()).toContain('Ulm');
  });

  it('gives the refusal where nobody answers better', async () => {
    const refusing = () => leg((response) => sendWhole(response, whole(null, { refusal: 'No.' })));
    const race = await racing([await refusing(), await refusing()], { start: 'together' });
    const answer = await race.post(false);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('No.');
  });

  it('fails as its last leg did where all fail, with each on the bill', async () => {
    const failing = () => leg((response) => response.writeHead(503, { 'content-type': 'application/json' }).end('{}'));
    const race = await racing(
      [await failing(), await failing()],
      { start: 'together' },
      { retry: { attemptsPerTargetMax: 1 } },
    );
    const answer = await race.post(false);
    expect(answer.status).toBe(503);
    expect(await lines(race, 2)).toMatchObject([{ status: 'failed' }, { status: 'failed' }]);
    expect(race.gateway.calls()).toMatchObject([{ attempts: 2, status: 'failed' }]);
  });

  it.each(['together', { hedgeAfterMs: 5_000 }])('counts no leg that could not be sent (%o)', async (start) => {
    const unfit = await leg(silent);
    const good = await leg((response) => sendWhole(response, whole('good')));
    const race = await racing([unfit, good], { start }, { firstProvider: 'anthropic' });
    // It has no word for several answers.
    const answer = await race.post(false, { n: 2 });
    expect(await answer.text()).toContain('good');
    expect(answer.headers.get('x-weir-attempts')).toBe('1');
    expect(unfit.upstream.seen).toHaveLength(0);
    expect(await lines(race, 1)).toEqual([{ model: 'm1', status: 'succeeded', purpose: 'first' }]);
    expect(race.gateway.attempts()).toMatchObject([{ attemptNo: 1 }]);
    expect(race.gateway.calls()).toMatchObject([{ attempts: 1, model: 'm1', status: 'succeeded' }]);
  });

  it('closes every leg when the client leaves', async () => {
    const legs = [await leg(silent), await leg(silent)];
    const race = await racing(legs, { start: 'together' });
    const leaving = new AbortController();
    const body = JSON.stringify({ model: 'quick', messages: [{ role: 'user', content: 'Hi' }] });
    const headers = { authorization: `Bearer ${race.gateway.key}`, 'content-type': 'application/json' };
    const asked = fetch(`${race.gateway.url}/v1/chat/completions`, {
      method: 'POST',
      headers,
      body,
      signal: leaving.signal,
    });
    while (legs.some(({ upstream }) => upstream.seen.length === 0)) await sleep(5);
    leaving.abort();
    await expect(asked).rejects.toThrow();
    expect(await lines(race, 2)).toMatchObject([{ status: 'canceled' }, { status: 'canceled' }]);
    await expect.poll(() => legs.every(({ closedAt }) => closedAt() !== undefined)).toBe(true);
  });
});

describe('a hedge', () => {
  it('starts the second leg only when the first is late', async () => {
    const quick = await leg((response) => sendWhole(response, whole('one')));
    const other = await leg((response) => sendWhole(response, whole('two')));
    const race = await racing([quick, other], { start: { hedgeAfterMs: 150 } });
    expect(await (await race.post(false)).text()).toContain('one');
    await sleep(200);
    expect(other.upstream.seen).toHaveLength(0);
  });

  it('is tried at once where the first leg fails', async () => {
    const failing = await leg((response) => response.writeHead(500).end('{}'));
    const other = await leg((response) => sendWhole(response, whole('two')));
    const race = await racing([failing, other], { start: { hedgeAfterMs: 5_000 } });
    const startedAt = performance.now();
    expect(await (await race.post(false)).text()).toContain('two');
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(await lines(race, 2)).toMatchObject([{ status: 'failed' }, { status: 'succeeded', purpose: 'fallback' }]);
  });

  it('passes over a leg that has as many calls open as it may', async () => {
    const late = await leg(silent);
    const held = Promise.withResolvers<void>();
    const full = await leg(async (response) => {
      await held.promise;
      sendWhole(response, whole('two'));
    });
    const third = await leg((response) => sendWhole(response, whole('three')));
    const race = await racing([late, full, third], { start: { hedgeAfterMs: 300 } }, { secondAtOnce: 1 });
    const raced = race.post(false);
    await expect.poll(() => late.upstream.seen.length).toBe(1);
    const byName = race.post(false, { model: 'mistral/m1' });
    expect(await (await raced).text()).toContain('three');
    expect(full.upstream.seen).toHaveLength(1);
    held.resolve();
    expect(await (await byName).text()).toContain('two');
  });

  const refusal = (response: ServerResponse, status: number, error: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
  const failures = {
    'is wrong for any target': { type: 'invalid_request_error', message: 'no' },
    'breaks a content policy': { type: 'invalid_request_error', code: 'content_policy_violation', message: 'no' },
    'is longer than the context window': { code: 'context_length_exceeded', message: 'too long' },
  };

  it.each(Object.entries(failures))('is not asked for what %s', async (_, error) => {
    const refusing = await leg((response) => refusal(response, 400, error));
    const other = await leg((response) => sendWhole(response, whole('two')));
    const race = await racing([refusing, other], { start: { hedgeAfterMs: 5_000 } });
    expect((await race.post(false)).status).toBe(400);
    expect(other.upstream.seen).toHaveLength(0);
    expect(await lines(race, 1)).toHaveLength(1);
  });

  it('is asked for what breaks a content policy where the route goes on then', async () => {
    const refusing = await leg((response) => refusal(response, 400, failures['breaks a content policy']));
    const other = await leg((response) => sendWhole(response, whole('two')));
    const race = await racing([refusing, other], { start: { hedgeAfterMs: 5_000 } }, { contentPolicy: 'next' });
    expect(await (await race.post(false)).text()).toContain('two');
  });
});

describe('a race that is run again', () => {
  it('leaves out who refused for good, and who asked for a longer wait', async () => {
    const refused = await leg((response) => response.writeHead(404).end('{"error":{"code":"model_not_found"}}'));
    const asking = await leg((response) => response.writeHead(429, { 'retry-after': '3' }).end('{}'));
    let tries = 0;
    const failing = await leg((response) => {
      tries += 1;
      if (tries === 1) response.writeHead(500).end('{}');
      else sendWhole(response, whole('three'));
    });
    const race = await racing([refused, asking, failing], { start: 'together' });
    expect(await (await race.post(false)).text()).toContain('three');
    expect([refused, asking, failing].map(({ upstream }) => upstream.seen.length)).toEqual([1, 1, 2]);
  });
});
