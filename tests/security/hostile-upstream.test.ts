import { request } from 'node:http';
import type { Socket } from 'node:net';
import { openSql, type Sql } from '@weir/db/sql/client';
import { scaled } from '@weir/testing/scale';
import { type Stack, startStack } from '@weir/testing/stack';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, type Seen } from './ask.ts';
import { flood } from './flood.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { expectLedger } from './ledger.ts';
import { watchMemory } from './memory.ts';
import { chatCompletion, type RawUpstream, startRawUpstream } from './raw-upstream.ts';

const path = '/v1/chat/completions';
const megabytes = scaled({ scaled: 256, full: 1024 });

const json = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n';
const sse = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n';
const event = Buffer.from(`data: {"choices":[{"index":0,"delta":{"content":"${'x'.repeat(1000)}"}}]}\n\n`.repeat(1000));

/** Answers without an end, or with one far too late. */
const floods: Readonly<Record<string, (socket: Socket) => void>> = {
  'flood-whole': (socket) =>
    flood(socket, { before: `${json}content-length: ${megabytes * 1024 * 1024 + 2}\r\n\r\n"`, megabytes, after: '"' }),
  'flood-endless': (socket) => flood(socket, { before: `${json}\r\n`, megabytes }),
  'flood-error': (socket) => flood(socket, { before: `${json.replace('200 OK', '500 Bad')}\r\n`, megabytes }),
  'flood-redirect': (socket) => flood(socket, { before: `${json.replace('200 OK', '302 Found')}\r\n`, megabytes }),
  'flood-auth': (socket) => flood(socket, { before: `${json.replace('200 OK', '401 No')}\r\n`, megabytes }),
  'flood-line': (socket) => flood(socket, { before: `${sse}data: `, megabytes }),
  'flood-events': (socket) => flood(socket, { before: sse, piece: event, megabytes, after: 'data: [DONE]\n\n' }),
  'flood-after-end': (socket) => flood(socket, { before: `${sse}data: [DONE]\n\n`, piece: event, megabytes }),
};

let upstream: RawUpstream;
let stack: Stack;
let sql: Sql;
let pid: number;
let read = 0;

beforeAll(async () => {
  const answers = Object.fromEntries(Object.entries(hostileAnswers).map(([name, { answer }]) => [name, answer]));
  upstream = await startRawUpstream({ ...answers, ...floods });
  stack = await startStack({
    size: 'embedded',
    tenant: () => ({
      providerKeys: [{ provider: 'openai', baseUrl: `${upstream.url}/v1` }],
      prices: [{ provider: 'openai', model: 'gpt-4o-mini', usdPerMillion: { input: '15', output: '60' } }],
    }),
  });
  sql = openSql(stack.databaseUrl, { max: 1 });
  pid = stack.gateway.pid();
});
afterAll(async () => {
  await sql.end();
  await stack.stop();
  await upstream.close();
});

afterEach(async () => {
  const output = stack.gateway.output();
  const fresh = output.slice(read);
  read = output.length;
  expect(stack.gateway.pid()).toBe(pid);
  expect((await ask(`${stack.gateway.url}/healthz`)).status).toBe(200);
  expect(fresh).not.toMatch(/failed inside|was not caught|was not handled/);
});

const bodyFor = (name: string, stream: boolean) => ({
  model: 'openai/gpt-4o-mini',
  messages: [{ role: 'user', content: `[[${name}]]` }],
  stream,
});
const call = (name: string, stream = false): Promise<Seen> =>
  ask(stack.gateway.url + path, { token: stack.tenant.gatewayKey, body: bodyFor(name, stream) });

/** Headers that only the gateway itself may set, or nobody. */
const neverForwarded = [
  'set-cookie',
  'location',
  'www-authenticate',
  'server',
  'access-control-allow-origin',
  'openai-organization',
  'strict-transport-security',
  'clear-site-data',
  'alt-svc',
  'content-encoding',
  'x-evil',
];

describe('an upstream that answers', () => {
  it.each(Object.entries(hostileAnswers))('with %s', async (name, { expected, stream = false }) => {
    const begun = performance.now();
    const { status, headers, text } = await call(name, stream);
    expect(expected).toContain(`${status} ${headers['x-weir-error'] ?? ''}`.trim());
    expect(Object.keys(headers).filter((header) => neverForwarded.includes(header))).toEqual([]);
    expect(headers['x-weir-call-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['x-weir-error']).not.toBe('forged');
    expect(text).not.toContain('"evil"');
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('well, after all these, is still understood', async () => {
    const seen = await call('plain');
    expect([seen.status, seen.text]).toEqual([200, chatCompletion()]);
  });
});

/** Reads an answer to its end or break, keeping nothing. */
function drain(name: string, stream: boolean): Promise<{ status: number; bytes: number; whole: boolean }> {
  return new Promise((settle, fail) => {
    const headers = { authorization: `Bearer ${stack.tenant.gatewayKey}`, 'content-type': 'application/json' };
    const sent = request(stack.gateway.url + path, { method: 'POST', headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('error', () => undefined);
      response.on('close', () => settle({ status: response.statusCode ?? 0, bytes, whole: response.complete }));
    });
    sent.on('error', fail);
    sent.end(JSON.stringify(bodyFor(name, stream)));
  });
}

const million = 1_000_000;

describe(`an upstream that sends ${megabytes} MB`, () => {
  it.each([
    // Passed on as it comes: memory of a few buffers.
    { name: 'flood-whole', status: 200, passed: true, grownMbMax: 150 },
    { name: 'flood-endless', status: 200, passed: true, grownMbMax: 150 },
    { name: 'flood-events', status: 200, passed: true, grownMbMax: 150 },
    // Cut off.
    { name: 'flood-error', status: 502, passed: false, grownMbMax: 150 },
    { name: 'flood-redirect', status: 502, passed: false, grownMbMax: 150 },
    { name: 'flood-auth', status: 502, passed: false, grownMbMax: 150 },
    { name: 'flood-after-end', status: 200, passed: false, grownMbMax: 150 },
    // An event may have 64 MB; it is held once while it comes.
    { name: 'flood-line', status: 502, passed: false, grownMbMax: 250 },
  ])('as $name is bounded in memory', async ({ name, status, passed, grownMbMax }) => {
    const stream = !['flood-whole', 'flood-endless'].includes(name);
    const { result, grownMb } = await watchMemory(pid, () => drain(name, stream));
    process.stdout.write(
      `${name}: status ${result.status}, ${Math.round(result.bytes / million)} MB passed, ${Math.round(grownMb)} MB held\n`,
    );
    expect(result.status).toBe(status);
    if (passed) expect(result.bytes).toBeGreaterThanOrEqual(megabytes * million);
    else expect(result.bytes).toBeLessThan(16 * million);
    expect(grownMb).toBeLessThan(grownMbMax);
  });
});

describe('after all that', () => {
  it('the ledger has each request of the upstream, once, and no dead letter', async () => {
    await expectLedger(sql, stack.tenant.organizationId, upstream.requests());
    process.stdout.write(`hostile upstreams: ${upstream.requests()} requests\n`);
    expect((await ask(`${stack.gateway.url}/metrics`)).text).toContain('weir_spool_open_attempts 0\n');
  });

  it('every call can be read, and costs what it can be known to', async () => {
    const rows = await sql<{ id: string; reason: string | null; cost: string | null }[]>`
      select call_id::text as id, cost_reason as reason, cost_pico_usd::text as cost from usage.attempts`;
    for (const { id } of rows) {
      const receipt = await ask(`${stack.gateway.url}/v1/calls/${id}`, { token: stack.tenant.gatewayKey });
      expect(receipt.status).toBe(200);
      expect(receipt.text.length).toBeLessThan(20_000);
    }
    expect(rows.filter(({ reason, cost }) => cost === null && reason === null)).toEqual([]);
  });
});
