import { openSql, type Sql } from '@weir/db/sql/client';
import { type Stack, startStack } from '@weir/testing/stack';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, type Seen } from './ask.ts';
import { countLedger, expectLedger } from './ledger.ts';
import { head, openRaw, sendRaw } from './raw-client.ts';
import { type RawUpstream, startRawUpstream } from './raw-upstream.ts';
import { until } from './until.ts';

const path = '/v1/chat/completions';
const bodyLimitMb = 12;
const messages = '"messages":[{"role":"user","content":"hello"}]';
const plain = `{"model":"openai/gpt-4o-mini",${messages}}`;

let upstream: RawUpstream;
let stack: Stack;
let sql: Sql;
let slowHead: Promise<{ statuses: readonly number[]; closed: boolean }>;
let pid: number;
/** How much of the gateway's output has been looked at. */
let read = 0;

beforeAll(async () => {
  upstream = await startRawUpstream();
  stack = await startStack({
    size: 'embedded',
    tenant: () => ({ providerKeys: [{ provider: 'openai', baseUrl: `${upstream.url}/v1` }] }),
    env: { WEIR_BODY_LIMIT_MB: String(bodyLimitMb) },
  });
  sql = openSql(stack.databaseUrl, { max: 1 });
  pid = stack.gateway.pid();
  // A head that never ends: it is looked at again at the very end.
  slowHead = sendRaw(stack.gateway.url, [`POST ${path} HTTP/1.1\r\nhost: x\r\nx-slow: `], { limitMs: 40_000 });
});
afterAll(async () => {
  await sql.end();
  await stack.stop();
  await upstream.close();
});

/** Whatever a client sends, the process goes on and says nothing of a defect. */
afterEach(async () => {
  const output = stack.gateway.output();
  const fresh = output.slice(read);
  read = output.length;
  expect(stack.gateway.pid()).toBe(pid);
  expect((await ask(`${stack.gateway.url}/healthz`)).status).toBe(200);
  expect(fresh).not.toMatch(/failed inside|was not caught|was not handled/);
});

function post(body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Promise<Seen> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return ask(stack.gateway.url + path, {
    token: stack.tenant.gatewayKey,
    method: 'POST',
    body: bytes,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

const said = ({ status, headers }: Seen) => `${status} ${headers['x-weir-error'] ?? ''}`.trim();

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const filled = (megabytes: number, pair: (index: number) => string) => {
  const pairs: string[] = [];
  for (let size = 0, index = 0; size < megabytes * 1_000_000; index += 1) {
    const next = pair(index);
    pairs.push(next);
    size += next.length + 1;
  }
  return `{"model":"openai/gpt-4o-mini",${messages},${pairs.join(',')}}`;
};

describe('a body', () => {
  const cases: readonly (readonly [name: string, body: () => string | Buffer, expected: string])[] = [
    ['that is empty', () => '', '400 invalid_json'],
    ['that is null', () => 'null', '400 invalid_request'],
    ['that is a list', () => `[${plain}]`, '400 invalid_request'],
    ['that is a word', () => '"model"', '400 invalid_request'],
    ['that ends too early', () => plain.slice(0, -1), '400 invalid_json'],
    ['with words after it', () => `${plain} x`, '400 invalid_json'],
    ['with a byte order mark', () => `\ufeff${plain}`, '400 invalid_json'],
    ['in UTF-16', () => Buffer.from(plain, 'utf16le'), '400 invalid_json'],
    ['with NUL bytes around', () => `\0${plain}\0`, '400 invalid_json'],
    ['with invalid UTF-8 in its text', () => Buffer.from(plain.replace('hello', '\xff\xfe\xc0\x80'), 'latin1'), '200'],
    ['nested 900 deep', () => plain.replace('"hello"', nested(900)), '200'],
    ['nested 100,000 deep', () => plain.replace('"hello"', nested(100_000)), '400 invalid_request'],
    [
      'nested 1,000,000 deep and not closed',
      () => plain.replace('"hello"', '['.repeat(1_000_000)),
      '400 invalid_request',
    ],
    ['with 10 MB of one key', () => filled(10, () => '"a":1'), '400 invalid_request'],
    ['with 10 MB of keys', () => filled(10, (index) => `"k${index}":1`), '400 invalid_request'],
    ['with 10 MB of small objects', () => plain.replace('"hello"', `[${'{},'.repeat(3_300_000)}{}]`), '200'],
    ['with 10 MB of one deciding key', () => filled(10, () => '"model":"a"'), '400 duplicate_key'],
    ['with a deciding key in two spellings', () => plain.replace('{', '{"mod\\u0065l":"x",'), '400 duplicate_key'],
    ['with keys of every prototype', () => plain.replace('{', '{"__proto__":{"x":1},"constructor":{},'), '200'],
    ['with numbers beyond all', () => plain.replace('{', `{"n":1${'0'.repeat(1000)},"e":1e999999,`), '200'],
    ['without a model', () => `{${messages}}`, '400 invalid_request'],
    ['with an empty model', () => plain.replace('openai/gpt-4o-mini', ''), '400 invalid_request'],
    ['with a model that is no text', () => plain.replace('"openai/gpt-4o-mini"', '{"a":1}'), '400 invalid_request'],
    ['with stream as a word', () => plain.replace('{', '{"stream":"true",'), '400 invalid_request'],
    ['with stream_options as a list', () => plain.replace('{', '{"stream_options":[1],'), '400 invalid_request'],
    ['larger than the limit', () => filled(bodyLimitMb * 1.1, () => '"a":1'), '413 body_too_large'],
  ];

  it.each(cases)('%s', async (_, body, expected) => {
    const before = performance.now();
    const seen = await post(body());
    expect(said(seen)).toBe(expected);
    expect(seen.headers['x-weir-call-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  it('in chunks that exceed the limit is refused, and not held', async () => {
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const lines = ['host: x', `authorization: Bearer ${stack.tenant.gatewayKey}`, 'transfer-encoding: chunked'];
    const { statuses } = await sendRaw(stack.gateway.url, [
      head('POST', path, lines),
      chunk.repeat((bodyLimitMb * 1_048_576) / 65_536 + 2),
    ]);
    expect(statuses).toEqual([413]);
  });
});

describe('a request to the sandbox', () => {
  const toSandbox = (model: string, fields: object) =>
    post(JSON.stringify({ model: `sandbox/${model}`, messages: [{ role: 'user', content: 'hello' }], ...fields }));
  const schema = (of: object) => ({ response_format: { type: 'json_schema', json_schema: { name: 'x', schema: of } } });

  it.each([
    ['a schema without an end', schema({ $ref: '#/a', a: { $ref: '#/a' } }), '400'],
    ['a billion items', schema({ type: 'array', minItems: 1e9, items: { type: 'null' } }), '400'],
    ['a terabyte of text', schema({ type: 'string', minLength: 1e12 }), '400'],
    [
      'a tool of ten megabytes',
      {
        tools: [{ type: 'function', function: { name: 't', parameters: { const: 'x'.repeat(10_000_000) } } }],
        tool_choice: 'required',
      },
      '400',
    ],
    ['a badly escaped reference', schema({ $ref: '#/%E0%A4%A' }), '200'],
    ['a million dashes', { messages: [{ role: 'user', content: `sandbox/error-${'-'.repeat(1_000_000)}a` }] }, '200'],
    ['an inherited name', { model: 'sandbox/error-__proto__' }, '200'],
    ['more choices than there are', { n: 1e15 }, '200'],
  ])('with %s holds nobody up', async (_, fields, expected) => {
    const begun = performance.now();
    expect(said(await toSandbox('fast', fields))).toBe(expected);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });

  it('with too much to embed is refused', async () => {
    const embed = { model: 'sandbox/embed', dimensions: 4_096, input: Array.from({ length: 100_000 }, () => 'a') };
    const seen = await ask(`${stack.gateway.url}/v1/embeddings`, { token: stack.tenant.gatewayKey, body: embed });
    expect(seen.status).toBe(400);
  });
});

describe('a name', () => {
  const recorded = async (seen: Seen) => {
    const id = seen.headers['x-weir-call-id'] ?? '';
    const read = () => sql<{ model: string; user: string | null; session: string | null; tags: object | null }[]>`
      select requested_model as model, end_user as user, session, tags from usage.calls where call_id = ${id}`;
    const [row] = await until('the call', read, (rows) => rows.length === 1);
    return row;
  };

  it.each([
    ['NUL', 'a\0b', 'a\ufffdb'],
    ['a half of a surrogate pair', 'a\ud800b', 'a\ufffdb'],
    ['line ends', 'a\r\nset-cookie: evil\r\n\r\nb', 'a\r\nset-cookie: evil\r\n\r\nb'],
    ['quotes and backslashes', `a"'\\;--b`, `a"'\\;--b`],
    ['controls and a zero width', 'a\u0001\u007f\u200b\u202eb', 'a\u0001\u007f\u200b\u202eb'],
    ['every script', 'é漢😀\u{10ffff}', 'é漢😀\u{10ffff}'],
  ])('with %s is recorded as far as Postgres can hold it', async (_, name, kept) => {
    const content = [{ role: 'user', content: 'hello' }];
    const seen = await post(JSON.stringify({ model: `openai/${name}`, messages: content, user: name }), {
      'x-weir-tags': JSON.stringify({ tag: name }).replaceAll(
        /[^\x20-\x7e]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    });
    expect(said(seen)).toBe('200');
    expect(Object.keys(seen.headers)).not.toContain('set-cookie');
    expect(
      JSON.parse(upstream.lastBody() === '' ? '{}' : Buffer.from(upstream.lastBody(), 'latin1').toString()),
    ).toMatchObject({ messages: content });
    expect(await recorded(seen)).toEqual({ model: `openai/${kept}`, user: kept, session: null, tags: { tag: kept } });
  });

  it('of a model that is huge is refused', async () => {
    for (const size of [1_000, 100_000, 1_000_000, 10_000_000]) {
      const seen = await post(plain.replace('gpt-4o-mini', 'm'.repeat(size)));
      expect(`${size} ${said(seen)}`).toBe(`${size} 400 invalid_request`);
      expect(seen.text.length).toBeLessThan(1_000);
    }
  });

  it('of an end user that is huge is cut, since it is the upstream that judges it', async () => {
    const seen = await post(plain.replace('{', `{"user":"${'u'.repeat(5_000_000)}",`));
    expect(said(seen)).toBe('200');
    expect((await recorded(seen))?.user).toBe('u'.repeat(256));
  });

  it.each([
    ['x-weir-tags', '{"a":1}', '400 invalid_request'],
    ['x-weir-tags', nested(10_000), '400 invalid_request'],
    ['x-weir-tags', '{"a":"b"', '400 invalid_request'],
    ['x-weir-tags', '"a"', '400 invalid_request'],
    [
      'x-weir-tags',
      JSON.stringify(Object.fromEntries(Array.from({ length: 17 }, (_, at) => [at, 'x']))),
      '400 invalid_request',
    ],
    ['x-weir-tags', `{"${'k'.repeat(65)}":"v"}`, '400 invalid_request'],
    ['x-weir-session', 's'.repeat(257), '400 invalid_request'],
    ['x-weir-user', 'u'.repeat(257), '400 invalid_request'],
    ['x-weir-timeout-ms', '1e999', '400 invalid_request'],
    ['x-weir-timeout-ms', '-1', '400 invalid_request'],
    ['x-weir-route', 'nowhere', '404 model_not_found'],
    ['content-type', 'text/plain', '415 unsupported_media_type'],
    ['content-encoding', 'gzip', '415 unsupported_media_type'],
  ])('in %s: %.20s', async (name, value, expected) => {
    expect(said(await post(plain, { [name]: value }))).toBe(expected);
  });

  it('in headers with bytes beyond ASCII is recorded', async () => {
    const seen = await post(plain, { 'x-weir-session': 'caf\xe9\xff', 'anthropic-beta': 'caf\xe9\xff' });
    expect(said(seen)).toBe('200');
    expect((await recorded(seen))?.session).toBe('caf\xe9\xff');
  });
});

describe('a request on the wire', () => {
  const authorization = () => `authorization: Bearer ${stack.tenant.gatewayKey}`;
  const json = 'content-type: application/json';
  const smuggled = 'GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n';
  const length = `content-length: ${plain.length}`;
  const chunked = `${plain.length.toString(16)}\r\n${plain}\r\n0\r\n\r\n`;

  const refused: readonly (readonly [name: string, lines: readonly string[], body: string])[] = [
    ['both lengths', [length, 'transfer-encoding: chunked'], chunked],
    ['both lengths, the other way round', ['transfer-encoding: chunked', 'content-length: 6'], '0\r\n\r\n'],
    ['two lengths', [length, 'content-length: 3'], plain],
    ['a list of lengths', [`content-length: ${plain.length}, 3`], plain],
    ['a signed length', [`content-length: +${plain.length}`], plain],
    ['a hexadecimal length', [`content-length: 0x${plain.length.toString(16)}`], plain],
    ['a negative length', ['content-length: -1'], plain],
    ['a length beyond numbers', ['content-length: 99999999999999999999999'], plain],
    ['an unknown encoding', ['transfer-encoding: xchunked'], chunked],
    ['chunked that is not last', ['transfer-encoding: chunked, identity'], chunked],
    ['two encodings', ['transfer-encoding: chunked', 'transfer-encoding: identity'], chunked],
    ['a blank before the colon', ['transfer-encoding : chunked'], chunked],
    ['a control in the encoding', ['transfer-encoding: \x0bchunked'], chunked],
    ['a chunk size beyond numbers', ['transfer-encoding: chunked'], `${'f'.repeat(17)}\r\n${plain}`],
    ['a negative chunk size', ['transfer-encoding: chunked'], `-1\r\n${plain}`],
    ['a chunk size that is none', ['transfer-encoding: chunked'], `zz\r\n${plain}`],
    ['a chunk longer than it says', ['transfer-encoding: chunked'], `2\r\n${plain}\r\n0\r\n\r\n`],
    ['a line end in a chunk extension', ['transfer-encoding: chunked'], `2;a\nb\r\n{}\r\n0\r\n\r\n`],
    ['a folded header', [length, 'x-weir-session: a\r\n b'], plain],
    ['a bare carriage return in a header', [length, 'x-weir-session: a\rx-evil: b'], plain],
    ['NUL in a header', [length, 'x-weir-session: a\0b'], plain],
    ['a control in a header', [length, 'anthropic-beta: a\x01b'], plain],
    ['a blank in a header name', [length, 'x weir: b'], plain],
  ];

  it.each(refused)('with %s is refused once, and what follows is no request', async (_, lines, body) => {
    const sent = upstream.requests();
    const given = ['host: x', authorization(), json, ...lines];
    const { statuses, closed, text } = await sendRaw(stack.gateway.url, [head('POST', path, given), body, smuggled]);
    expect(statuses).toEqual([400]);
    expect(closed).toBe(true);
    expect(text).not.toContain('"object":"list"');
    expect(upstream.requests()).toBe(sent);
  });

  it('without a host, or with a head larger than 32 KB, is refused', async () => {
    const none = await sendRaw(stack.gateway.url, [head('POST', path, [authorization(), length]), plain]);
    expect([none.statuses, none.closed]).toEqual([[400], true]);
    const lines = ['host: x', authorization(), length, `x-weir-tags: ${'t'.repeat(40_000)}`];
    const large = await sendRaw(stack.gateway.url, [head('POST', path, lines), plain]);
    expect([large.statuses, large.closed]).toEqual([[431], true]);
    const many = Array.from({ length: 5_000 }, (_, at) => `x-${at}: 1`);
    const crowded = await sendRaw(stack.gateway.url, [head('POST', path, ['host: x', ...many, length]), plain]);
    expect(crowded.statuses).toEqual([431]);
  });

  it('that is no HTTP is refused', async () => {
    for (const bytes of [
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      '\0\0\0\0\r\n\r\n',
      'GET\r\n\r\n',
    ]) {
      const { statuses, closed } = await sendRaw(stack.gateway.url, [bytes]);
      expect([statuses, closed]).toEqual([[400], true]);
    }
  });

  it('hidden in the body of a refused one is not taken for one', async () => {
    const hidden = `${smuggled}${'x'.repeat(200)}`;
    const lines = ['host: x', 'authorization: Bearer wrong', json, `content-length: ${hidden.length}`];
    const { statuses } = await sendRaw(stack.gateway.url, [head('POST', path, lines), hidden]);
    expect(statuses).toEqual([401]);
  });

  it('is answered in its turn when several come at once', async () => {
    const one = head('GET', '/healthz', ['host: x']);
    const call = head('POST', path, ['host: x', authorization(), json, length]) + plain;
    const last = head('GET', '/v1/nothing', ['host: x', 'connection: close']);
    const { statuses, closed } = await sendRaw(stack.gateway.url, [one + call + one + last], { quietMs: 2_000 });
    expect([statuses, closed]).toEqual([[200, 200, 200, 404], true]);
  });

  it.each([
    ['GET', 'http://169.254.169.254/latest/meta-data', 404],
    ['GET', '//v1/models', 404],
    ['GET', '/v1/models/%E0%A4%A', 404],
    ['GET', '/v1/models/%00', 404],
    ['GET', '/v1/models/..%2f..%2finternal', 404],
    ['GET', '/v1/../internal/status', 404],
    ['GET', '/v1/calls/%00', 404],
    ['GET', "/v1/calls/'%3B drop table usage.calls--", 400],
    ['GET', '/v1/calls/00000000-0000-0000-0000-000000000000', 404],
    ['GET', `/${'a'.repeat(30_000)}`, 404],
    ['TRACE', '/v1/models', 404],
    ['PROPFIND', '/', 404],
    ['PUT', path, 405],
    ['DELETE', '/v1/models', 404],
    ['DELETE', '/v1/feedback', 405],
    ['POST', '/v1/feedback', 400],
    ['POST', '/v1/feedback/%00', 404],
  ])('%s %.60s', async (method, target, expected) => {
    const lines = ['host: x', authorization(), 'connection: close'];
    const { statuses } = await sendRaw(stack.gateway.url, [head(method, target, lines)]);
    expect(statuses).toEqual([expected]);
  });

  it('that asks for a tunnel or another protocol gets none', async () => {
    const tunnel = await sendRaw(stack.gateway.url, [head('CONNECT', '127.0.0.1:22', ['host: x'])]);
    expect([tunnel.statuses, tunnel.closed]).toEqual([[], true]);
    const upgrade = ['host: x', authorization(), 'connection: upgrade', 'upgrade: websocket'];
    expect((await sendRaw(stack.gateway.url, [head('GET', '/v1/realtime', upgrade)])).statuses).toEqual([404]);
    const expecting = ['host: x', authorization(), 'expect: the-unexpected', length];
    expect((await sendRaw(stack.gateway.url, [head('POST', path, expecting)])).statuses).toEqual([417]);
  });
});

describe('slow senders', () => {
  it('hold nobody up, and are canceled calls when they leave', async () => {
    const before = await countLedger(sql, stack.tenant.organizationId);
    const lines = ['host: x', `authorization: Bearer ${stack.tenant.gatewayKey}`, 'content-length: 100000'];
    const slow = Array.from({ length: 200 }, () => openRaw(stack.gateway.url));
    for (const socket of slow) socket.write(`${head('POST', path, lines)}{`);
    const dripping = setInterval(() => {
      for (const socket of slow) socket.write(' ');
    }, 50);
    for (let times = 0; times < 20; times += 1) {
      const begun = performance.now();
      expect(said(await post(plain))).toBe('200');
      expect(performance.now() - begun).toBeLessThan(1_000);
    }
    clearInterval(dripping);
    for (const socket of slow) socket.destroy();
    const read = () => countLedger(sql, stack.tenant.organizationId);
    const after = await until('the canceled calls', read, ({ calls }) => calls >= before.calls + 220);
    expect(after.calls).toBe(before.calls + 220);
  });

  it('of a head are cut off', async () => {
    const { statuses, closed } = await slowHead;
    expect([statuses, closed]).toEqual([[408], true]);
  });
});

describe('after all that', () => {
  it('the ledger has each Attempt that reached the upstream, once, and no dead letter', async () => {
    const [{ sandboxed }] = await sql<[{ sandboxed: number }]>`
      select count(*)::int as sandboxed from usage.attempts where provider = 'sandbox'`;
    expect(sandboxed).toBe(9);
    const { attempts, calls } = await expectLedger(sql, stack.tenant.organizationId, upstream.requests() + sandboxed);
    process.stdout.write(`hostile clients: ${calls} calls, ${attempts} attempts\n`);
    const metrics = await ask(`${stack.gateway.url}/metrics`);
    expect(metrics.text).toContain('weir_spool_open_attempts 0\n');
  });
});
