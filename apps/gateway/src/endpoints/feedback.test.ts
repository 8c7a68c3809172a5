import { connect } from 'node:net';
import { uuidv7 } from '@weir/runtime/uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../gateway.test-support.ts';
import { createFeedbackRate } from './feedback-rate.ts';

const path = '/v1/feedback';
const [lesser, greater] = ['01960000-0000-7000-8000-00000000000a', '01960000-0000-7000-8000-00000000000b'];
const memberId = uuidv7();
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({ key: { memberId }, settings: { corsOrigins: ['https://app.example'] } });
});
afterAll(() => gateway.close());

const saidOf = (of: TestGateway) => of.records.flatMap((record) => (record.kind === 'feedback' ? [record] : []));

describe('feedback', () => {
  it.each([
    [
      { callId: lesser, score: 0.25 },
      { callId: lesser, score: 0.25, sampled: false },
    ],
    [
      { callId: lesser, score: 0 },
      { callId: lesser, score: 0, sampled: false },
    ],
    [
      { callId: lesser, rating: 'good' },
      { callId: lesser, score: 1, sampled: false },
    ],
    [
      { callId: lesser.toUpperCase(), rating: 'bad' },
      { callId: lesser, score: 0, sampled: false },
    ],
    [
      { callId: lesser, over: greater },
      { callId: lesser, otherCallId: greater, score: 1, sampled: false },
    ],
    [
      { callId: greater, over: lesser },
      { callId: lesser, otherCallId: greater, score: 0, sampled: false },
    ],
    [
      { callId: greater, tieWith: lesser },
      { callId: lesser, otherCallId: greater, score: 0.5, sampled: false },
    ],
    [
      { callId: greater, over: lesser.toUpperCase(), sampled: true },
      { callId: lesser, otherCallId: greater, score: 0, sampled: true },
    ],
  ])('%j is in the spool before it is accepted', async (sent, kept) => {
    const before = saidOf(gateway).length;
    const atMs = Date.now();
    const response = await gateway.post(path, sent);
    expect([response.status, await response.json()]).toEqual([
      202,
      { callId: sent.callId.toLowerCase(), accepted: true },
    ]);
    const { organizationId, projectId, gatewayKeys } = gateway.config;
    const [record, ...more] = saidOf(gateway).slice(before);
    expect(more).toEqual([]);
    const who = { organizationId, projectId, gatewayKeyId: gatewayKeys[0]?.id, memberId };
    expect(record).toEqual({ kind: 'feedback', ...who, ...kept, saidAtMs: expect.any(Number) });
    expect(record?.saidAtMs).toBeGreaterThanOrEqual(atMs);
  });

  it.each([
    ['nothing said', { callId: lesser }, [undefined, 'Say one of score, rating, over and tieWith.']],
    ['two forms', { callId: lesser, score: 1, rating: 'good' }, ['rating', 'Say score or rating, not both.']],
    [
      'two verdicts',
      { callId: lesser, over: greater, tieWith: greater },
      ['tieWith', 'Say over or tieWith, not both.'],
    ],
    ['no call', { score: 1 }, ['callId', 'callId must be the id of a call, a UUID.']],
    ['no id', { callId: 'latest', score: 1 }, ['callId', 'callId must be the id of a call, a UUID.']],
    [
      'an id and more',
      { callId: `${lesser}' or 1=1`, score: 1 },
      ['callId', 'callId must be the id of a call, a UUID.'],
    ],
    [
      'one id twice',
      { callId: lesser, over: lesser.toUpperCase() },
      ['over', 'over must name another call than callId.'],
    ],
    ['too much', { callId: lesser, score: 1.1 }, ['score', 'score must be from 0 to 1.']],
    ['too little', { callId: lesser, score: -1 }, ['score', 'score must be from 0 to 1.']],
    ['a number as text', { callId: lesser, score: '1' }, ['score', 'score must be a number.']],
    ['null', { callId: lesser, score: null }, ['score', 'score must be a number.']],
    ['another rating', { callId: lesser, rating: 'great' }, ['rating', 'rating must be good or bad.']],
    [
      'a sample of one',
      { callId: lesser, score: 1, sampled: true },
      ['sampled', expect.stringContaining('a pair only')],
    ],
    [
      'a strange field',
      { callId: lesser, score: 1, projectId: lesser },
      ['projectId', expect.stringContaining('not a')],
    ],
    ['a prototype', `{"callId":"${lesser}","score":1,"__proto__":{}}`, ['__proto__', expect.stringContaining('not a')]],
    ['a list', [{ callId: lesser, score: 1 }], [undefined, 'The request body must be a JSON object.']],
    ['null for a body', 'null', [undefined, 'The request body must be a JSON object.']],
    ['a deep one', `{"callId":${'['.repeat(2_000)}${']'.repeat(2_000)}}`, [undefined, expect.stringContaining('deep')]],
  ])('with %s is refused by name', async (_, sent, [field, message]) => {
    const before = gateway.records.length;
    const response = await gateway.post(path, sent);
    expect(await response.json()).toMatchObject({
      error: { code: 'invalid_request', type: 'invalid_request_error', param: field ?? null, message },
    });
    expect(response.status).toBe(400);
    expect(gateway.records.length).toBe(before);
  });

  it.each([
    ['{"callId":', 400, 'invalid_json'],
    ['', 400, 'invalid_json'],
    [`{"callId":"${lesser}","score":1,"score":0}`, 400, 'duplicate_key'],
    [`{"callId":"${lesser}","score":1,"sc\\u006fre":0}`, 400, 'duplicate_key'],
    [JSON.stringify({ callId: lesser, score: 1, note: 'x'.repeat(5_000) }), 413, 'body_too_large'],
  ])('%.40s gets %i', async (sent, status, code) => {
    const before = gateway.records.length;
    const response = await gateway.post(path, sent);
    expect([response.status, response.headers.get('x-weir-error')]).toEqual([status, code]);
    expect(gateway.records.length).toBe(before);
  });

  it('is refused in the dialect of the caller', async () => {
    const anthropic = await gateway.post(path, {}, { 'anthropic-version': '2023-06-01' });
    expect(await anthropic.json()).toMatchObject({ type: 'error', error: { type: 'invalid_request_error' } });
    const gemini = await gateway.post(path, {}, { 'x-goog-api-client': 'x' });
    expect(await gemini.json()).toMatchObject({ error: { code: 400, status: 'INVALID_ARGUMENT' } });
  });

  it('takes POST, and lets the browsers of known origins know', async () => {
    const got = await gateway.get(path);
    expect([got.status, got.headers.get('x-weir-error')]).toEqual([405, 'method_not_allowed']);
    const origin = 'https://app.example';
    const preflight = await fetch(gateway.url + path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    const said = await gateway.post(path, { callId: lesser, score: 1 }, { origin });
    expect([said.status, said.headers.get('access-control-allow-origin')]).toEqual([202, origin]);
  });

  it('that its client breaks off leaves nothing, and is no defect', async () => {
    const before = gateway.records.length;
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${gateway.key}\r\ncontent-length: 90\r\n\r\n{"callId":"${lesser}"`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(gateway.records.length).toBe(before);
    expect(gateway.logged()).not.toContain('failed inside the gateway');
  });
});

describe('who may say it', () => {
  const said = { callId: lesser, score: 1 };

  it('is who has a key of the project, and nobody else', async () => {
    const send = (authorization: string) => gateway.post(path, said, { authorization });
    expect((await fetch(gateway.url + path, { method: 'POST', body: JSON.stringify(said) })).status).toBe(401);
    expect((await send('Bearer weir_gk_nobody')).status).toBe(401);
    const before = gateway.records.length;
    for (const claims of [
      { purpose: 'explain' },
      { purpose: 'admin' },
      { purpose: 'playground', memberId: uuidv7() },
      { purpose: 'trial', providerKeyId: uuidv7() },
    ] as const) {
      const response = await send(`Bearer ${gateway.internalToken(claims)}`);
      expect([claims.purpose, response.status]).toEqual([claims.purpose, 401]);
    }
    expect(gateway.records.length).toBe(before);
  });

  it('is not who has a key that has ended', async () => {
    const expired = await startGateway({ key: { expiresAt: '2020-01-01T00:00:00Z' } });
    const response = await expired.post(path, said);
    expect([response.status, response.headers.get('x-weir-error')]).toEqual([401, 'expired_key']);
    expect(expired.records).toEqual([]);
    await expired.close();
  });
});

describe('a gateway that cannot keep it', () => {
  it('says so, and accepts nothing', async () => {
    const said = { callId: lesser, score: 1 };
    const overloaded = await startGateway({ settings: { openCallsMax: 0 } });
    expect((await overloaded.post(path, said)).status).toBe(503);
    const full = await startGateway({
      wrapSpool: (spool) => ({
        ...spool,
        append() {
          throw new Error('no space');
        },
      }),
    });
    expect((await full.post(path, said)).status).toBe(500);
    expect([overloaded.records, full.records]).toEqual([[], []]);
    await Promise.all([overloaded.close(), full.close()]);
  });
});

describe('the rate of feedback', () => {
  it('is bounded for each project by itself, and comes back', () => {
    const rate = createFeedbackRate();
    for (let sent = 0; sent < 1_000; sent += 1) expect(rate.take('a', 0)).toBeUndefined();
    expect(rate.take('a', 0)).toBe(5);
    expect(rate.take('b', 0)).toBeUndefined();
    expect(rate.take('a', 5)).toBeUndefined();
    expect(rate.take('a', 5)).toBe(5);
    for (let sent = 0; sent < 200; sent += 1) expect(rate.take('a', 1_006)).toBeUndefined();
    expect(rate.take('a', 1_006)).toBeGreaterThan(0);
  });
});
