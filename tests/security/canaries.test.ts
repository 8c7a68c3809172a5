import { randomBytes } from 'node:crypto';
import { openSql, type Sql } from '@weir/db/sql/client';
import { dumpDatabase } from '@weir/testing/dump';
import { testRedis } from '@weir/testing/services';
import type { StackSize } from '@weir/testing/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Asking, ask, jsonOf, type Seen } from './ask.ts';
import { type CanaryUpstream, startCanaryUpstream } from './canary-upstream.ts';
import { type Canary, findCanaries, type Place } from './detector.ts';
import { dumpFiles } from './files-dump.ts';
import { type Customer, type Product, startProduct, withToken } from './product.ts';
import { dumpRedis } from './redis-dump.ts';
import { until } from './until.ts';

/** Letters and digits without any vendor's shape, so that nothing but care keeps it out. */
const mint = (): string =>
  randomBytes(64)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 40);

const failures = [
  ...['refused-400', 'refused-401', 'refused-402', 'refused-429', 'failed-500', 'error-inside', 'error-in-stream'],
  ...['cut-stream', 'cut-whole', 'no-json', 'no-http', 'bad-head', 'redirect', 'silence'],
];

const issuedKey = z.looseObject({ id: z.string(), key: z.string() });
const issuedToken = z.looseObject({ token: z.string() });
const storedKey = z.looseObject({
  id: z.string(),
  status: z.string(),
  trial: z.looseObject({ state: z.string() }).nullable(),
});

const place = (name: string, text: string): Place => ({ name, bytes: Buffer.from(text) });
const answerPlace = ({ method, url, headers, text }: Seen): Place =>
  place(`${method} ${new URL(url).pathname}`, `${JSON.stringify(headers)} ${text}`);

describe.each<StackSize>(['embedded', 'production'])('canaries in the %s size', (size) => {
  const prompt = mint();
  const answer = mint();
  const control = mint();
  const secrets: Canary[] = [];
  /** What the management API and the gateway answered, but for the one answer that shows a new key. */
  const management: Seen[] = [];
  const calls: Seen[] = [];
  let upstream: CanaryUpstream;
  let product: Product;
  let owner: Customer;
  let sql: Sql;
  let redisUrl: string | undefined;
  let whileQueued: Place[] = [];
  let inTheEnd: Place[] = [];

  const secret = (name: string, text = mint()): string => {
    secrets.push({ name, text });
    return text;
  };

  const rest = async (path: string, asking: Asking = {}): Promise<Seen> => {
    const seen = await ask(`${product.web.url}/api/v1${path}`, { token: owner.token, ...asking });
    management.push(seen);
    return seen;
  };

  /** Like `rest`, for an answer that shows a new secret this once. */
  const issue = async (path: string, body: object): Promise<Seen> => {
    const seen = await ask(`${product.web.url}/api/v1${path}`, { token: owner.token, body });
    expect(seen.status).toBeLessThan(300);
    return seen;
  };

  const sent = (content: string) => [{ role: 'user', content: `${content} ${prompt}` }];
  const call = async (path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Seen> => {
    const asking = { token: owner.gatewayKey, body, headers: { ...planted, ...headers } };
    const seen = await ask(`${product.gateway.url}${path}`, asking);
    calls.push(seen);
    return seen;
  };

  const planted = {
    cookie: `session=${secret('cookie')}`,
    'x-custom': secret('custom header'),
    'proxy-authorization': `Basic ${secret('proxy credential')}`,
    'openai-organization': secret('organization header'),
  };
  const stored = secret('stored provider key');
  const saved = secret('saved provider key');
  const rotated = secret('rotated provider key');
  const refused = secret('refused provider key');
  const mistyped = secret('secret typed in the wrong place');

  async function useManagement(): Promise<void> {
    const base = { provider: 'openai-compatible', baseUrl: `${upstream.url}/v1` };
    const made = await rest('/provider-keys', { body: { ...base, name: 'saved', secret: saved } });
    const { id, status, trial } = storedKey.parse(jsonOf(made));
    expect([status, trial?.state]).toEqual(['active', 'ok']);
    await rest(`/provider-keys/${id}/rotate`, { body: { secret: rotated } });
    await rest(`/provider-keys/${id}/trial`, { method: 'POST' });
    const bad = storedKey.parse(
      jsonOf(await rest('/provider-keys', { body: { ...base, name: 'bad', secret: refused } })),
    );
    expect([bad.status, bad.trial?.state]).toEqual(['disabled', 'failed']);
    const keysPath = `/projects/${owner.projectId}/gateway-keys`;
    const first = issuedKey.parse(jsonOf(await issue(keysPath, { name: 'issued' })));
    secret('issued gateway key', first.key);
    const turned = issuedKey.parse(jsonOf(await issue(`/gateway-keys/${first.id}/rotate`, { graceSeconds: 60 })));
    secret('rotated gateway key', turned.key);
    const token = issuedToken.parse(jsonOf(await issue('/management-tokens', { name: 'issued', role: 'viewer' })));
    secret('issued management token', token.token);
  }

  async function mistype(): Promise<void> {
    const key = { provider: 'openai', name: 'x', skipTrial: true };
    const bodies: unknown[] = [
      ...[`{"secret":"${mistyped}"`, mistyped, `["${mistyped}"]`],
      { ...key, secret: `${mistyped} with blanks` },
      { ...key, secret: { text: mistyped } },
      { ...key, secret: [mistyped] },
      { ...key, secret: 'sk-good-0123456789', apiKey: mistyped },
      { ...key, secret: mistyped, name: '' },
      { ...key, secret: mistyped, name: 'a\0b' },
      { ...key, secret: mistyped, name: 'a\ud800b' },
      { ...key, secret: mistyped, position: 1e9 },
      { ...key, secret: mistyped, projectId: 'none' },
      { ...key, baseUrl: `https://user:${mistyped}@api.example.com/v1` },
      { ...key, baseUrl: `https://api.example.com/v1?key=${mistyped}` },
    ];
    for (const body of bodies) expect(`${body} ${(await rest('/provider-keys', { body })).status}`).toBe(`${body} 400`);
    expect((await rest(`/provider-keys?secret=${mistyped}`)).status).toBe(400);
    expect((await rest(`/provider-keys/${mistyped}`)).status).toBe(404);
    expect((await rest('/projects', { token: mistyped })).status).toBe(401);
    expect((await rest('/projects', { headers: { cookie: `a=${mistyped}`, 'x-api-key': mistyped } })).status).toBe(200);
    for (const headers of [{ authorization: `Bearer ${mistyped}` }, { 'x-api-key': mistyped }]) {
      const seen = await ask(`${product.gateway.url}/v1/chat/completions?key=${mistyped}`, { headers, body: {} });
      expect(seen.status).toBe(401);
      calls.push(seen);
    }
  }

  async function makeCalls(): Promise<void> {
    const chat = '/v1/chat/completions';
    for (const stream of [false, true]) {
      for (const model of ['openai/gpt-4o-mini', 'sandbox/fast']) {
        expect((await call(chat, { model, messages: sent('hello'), stream })).status).toBe(200);
        expect((await call('/v1/responses', { model, input: `hello ${prompt}`, stream })).status).toBe(200);
      }
      for (const failure of failures) {
        const body = { model: 'openai/gpt-4o-mini', messages: sent(`[[${failure}]]`), stream };
        await call(chat, body, { 'x-weir-timeout-ms': failure === 'silence' ? '300' : '20000' });
      }
    }
    await makeTranslatedCalls();
    await call('/v1/embeddings', { model: 'openai/text-embedding-3-small', input: [prompt] });
    await call('/v1/messages', {
      model: 'anthropic/claude-sonnet-4-5',
      max_tokens: 9,
      system: prompt,
      messages: sent('hello'),
    });
    await call('/v1/messages/count_tokens', { model: 'anthropic/claude-sonnet-4-5', messages: sent('hello') });
    await call(chat, { model: 'nobody/knows', messages: sent('hello') });
    await call(chat, { model: 'openai/gpt-4o-mini', messages: sent('hello'), stream: prompt });
    calls.push(await ask(product.gateway.url + chat, { token: owner.gatewayKey, body: `{"messages":"${prompt}` }));
    // Model names are kept: this one shows that the search would find what is.
    expect((await call(chat, { model: `openai/${control}`, messages: sent('hello') })).status).toBe(200);
  }

  /** Clients of three dialects at a target of the fourth; and an answer that is kept, to be continued. */
  async function makeTranslatedCalls(): Promise<void> {
    const model = 'groq/gpt-oss-20b';
    for (const stream of [false, true]) {
      for (const content of ['hello', ...failures.map((failure) => `[[${failure}]]`)]) {
        const headers = { 'x-weir-timeout-ms': content === '[[silence]]' ? '300' : '20000' };
        const said = `${content} ${prompt}`;
        await call('/v1/messages', { model, max_tokens: 9, messages: sent(content), stream }, headers);
        await call('/v1/responses', { model, input: said, stream }, headers);
        const method = stream ? 'streamGenerateContent?alt=sse' : 'generateContent';
        await call(`/v1beta/models/${model}:${method}`, { contents: [{ parts: [{ text: said }] }] }, headers);
      }
    }
    const kept = await call('/v1/responses', { model: 'anthropic/claude-sonnet-4-5', input: `hello ${prompt}` });
    expect(kept.status).toBe(200);
    const { id } = z.looseObject({ id: z.string() }).parse(jsonOf(kept));
    const next = { model, input: `again ${prompt}`, previous_response_id: id };
    expect((await call('/v1/responses', next)).status).toBe(200);
  }

  /** Once the last call is recorded, and so all before it: everything that the management API shows of it. */
  async function readEverything(): Promise<void> {
    const ids = calls.map(({ headers }) => headers['x-weir-call-id'] ?? '');
    const last = () => rest(`/calls/${ids.at(-1)}`);
    await until('the last call in the ledger', last, ({ status }) => status === 200);
    for (const id of ids) {
      await rest(`/calls/${id}`);
      management.push(await ask(`${product.gateway.url}/v1/calls/${id}`, { token: owner.gatewayKey }));
    }
    const own = `/projects/${owner.projectId}`;
    const lists = ['/provider-keys', '/management-tokens', '/audit-lines', `${own}/gateway-keys`, `${own}/calls`];
    for (const path of lists) expect((await rest(`${path}?limit=200`)).status).toBe(200);
    for (const path of ['/organization', '/health/ledger', `${own}/usage?groupBy=model,key`, '/openapi.json']) {
      expect((await rest(path)).status).toBe(200);
    }
    management.push(
      await ask(product.web.url),
      await ask(`${product.gateway.url}/v1/models`, { token: owner.gatewayKey }),
    );
  }

  /** Where things last: tables, queue, spool and snapshot; and what the processes say of themselves. */
  async function lasting(): Promise<Place[]> {
    const rows = await dumpDatabase(sql);
    const metrics = await ask(`${product.gateway.url}/metrics`);
    return [
      ...rows.map((row) => place(row.slice(0, row.indexOf(':')), row)),
      ...(redisUrl === undefined ? [] : await dumpRedis(redisUrl)),
      ...dumpFiles(product.home),
      ...[product.gateway, product.worker, product.web].map((part, at) => place(`output ${at}`, part.output())),
      place('metrics', metrics.text),
    ];
  }

  beforeAll(async () => {
    upstream = await startCanaryUpstream(answer, refused);
    redisUrl = size === 'production' ? testRedis() : undefined;
    const baseUrl = `${upstream.url}/v1`;
    product = await startProduct({
      size,
      tenant: () => ({
        providerKeys: ['openai', 'anthropic', 'groq'].map((provider) => ({ provider, baseUrl, secret: stored })),
      }),
      env: { WEIR_LOG_LEVEL: 'trace', ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }) },
    });
    sql = openSql(product.databaseUrl, { max: 1 });
    owner = await withToken(product, product.tenant);
    secret('gateway key', owner.gatewayKey);
    secret('management token', owner.token);
    secret('master key', product.services.masterKey.key.export().toString('base64'));
    await product.worker.kill('SIGKILL');
    await useManagement();
    await mistype();
    await makeCalls();
    const isQueued = (places: Place[]) =>
      findCanaries([{ name: 'control', text: control }], places).some((found) => /bullmq|redis/.test(found));
    whileQueued = await until('the last call in the queue', lasting, isQueued);
    await product.worker.start();
    await readEverything();
    inTheEnd = await lasting();
  });
  afterAll(async () => {
    await sql.end();
    await product.stop();
    await upstream.close();
  });

  it('are found where they belong: the search works in every kind of place', () => {
    const places = [...whileQueued, ...inTheEnd, ...management.map(answerPlace)];
    const found = findCanaries([{ name: 'control', text: control }], places).join('\n');
    const kinds = [/usage\.attempts/, /usage\.calls/, /file .*spool/, size === 'production' ? /redis / : /bullmq\./];
    for (const kind of [...kinds, /GET \/api\/v1\/calls/, /GET \/v1\/calls/]) expect(found).toMatch(kind);
    for (const text of [stored, saved, rotated, refused, prompt]) expect(upstream.received()).toContain(text);
    expect(calls.filter(({ text }) => text.includes(answer)).length).toBeGreaterThan(8);
    expect(product.gateway.output()).toContain('gateway is listening');
    expect(dumpFiles(product.home).map(({ name }) => name)).toEqual(
      expect.arrayContaining([expect.stringMatching(/config$/)]),
    );
    expect(secrets.length).toBeGreaterThan(12);
  });

  it('as secrets are in clear nowhere: no answer, log, table, queue or file', () => {
    const places = [...whileQueued, ...inTheEnd, ...management.map(answerPlace), ...calls.map(answerPlace)];
    expect(findCanaries(secrets, places)).toEqual([]);
  });

  it('as payloads are nowhere but in the answers to their own calls', () => {
    const payloads = [
      { name: 'prompt', text: prompt },
      { name: 'answer', text: answer },
    ];
    expect(findCanaries(payloads, [...whileQueued, ...inTheEnd, ...management.map(answerPlace)])).toEqual([]);
  });

  it("of a client's own headers do not reach the upstream", () => {
    const received = [place('upstream', upstream.received())];
    const own = secrets.filter(({ name }) => /cookie|header|proxy|gateway key|management token|wrong place/.test(name));
    expect(own.length).toBeGreaterThan(6);
    expect(findCanaries(own, received)).toEqual([]);
    const answers = calls.flatMap(({ headers }) => Object.keys(headers));
    expect(answers).not.toContain('set-cookie');
  });
});
