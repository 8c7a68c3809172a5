import { connect } from 'node:net';
import { mintGatewayKey } from '@weir/access/gateway-key';
import { type ErrorCode, errorCatalogue, WeirError } from '@weir/protocol/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway, type TestGatewayOptions } from './gateway.test-support.ts';
import { eventually, openSocket } from './socket.test-support.ts';
import { startUpstream, type TestUpstream } from './upstream.test-support.ts';

const path = '/v1/chat/completions';
const messages = [{ role: 'user', content: 'hi' }];
const body = { model: 'openai/gpt-4o-mini', messages };

type Case = {
  readonly code: ErrorCode;
  readonly options?: TestGatewayOptions;
  readonly ask: (gateway: TestGateway) => Promise<Response>;
  /** A call of a known principal is in the ledger even when it was refused. */
  readonly recorded: 'refused' | 'failed' | 'truncated' | undefined;
};

let upstream: TestUpstream;

beforeAll(async () => {
  upstream = await startUpstream(async (response, request) => {
    if (request.body.includes('silence')) return;
    const status = Number(/status-(\d+)/.exec(request.body)?.[1] ?? 200);
    response.writeHead(status, { 'content-type': 'application/json', location: 'http://127.0.0.1/' });
    if (request.body.includes('half')) {
      response.write('{"id":');
      setTimeout(() => response.destroy(), 20);
      return;
    }
    response.end(JSON.stringify({ error: { message: `Upstream says ${status}.`, type: 'x', code: null } }));
  });
});

afterAll(() => upstream.close());

function serving(options: TestGatewayOptions = {}): TestGatewayOptions {
  return { providerKeys: [{ provider: 'openai', baseUrl: `${upstream.url}/v1`, secret: 'sk-up' }], ...options };
}

const only = { kind: 'target', provider: 'openai', model: 'm' } as const;

/** As if the provider had told that nothing may be asked of it for a while. */
function spendRate({ config, health }: TestGateway): void {
  const { organizationId, providerKeys } = config;
  const atMs = Date.now();
  const id = providerKeys[0]?.id ?? '';
  const heard = {
    organizationId,
    candidateId: `openai/m@${id}`,
    providerKeyId: id,
    atMs,
    inputTokens: 1,
    durationMs: 1,
  };
  health.begin(organizationId, heard.candidateId);
  health.end({ ...heard, outcome: { kind: 'succeeded' }, headroom: { requests: 0, spentUntilMs: atMs + 60_000 } });
}

const model = (name: string) => ({ ...body, model: `openai/${name}` });
const failingSpool: TestGatewayOptions['wrapSpool'] = (spool) => ({
  ...spool,
  append: () => {
    throw new WeirError('spool_unavailable', 'The disk is full.');
  },
});

const cases: readonly Case[] = [
  { code: 'invalid_json', ask: (gateway) => gateway.post(path, '{"model":'), recorded: 'refused' },
  { code: 'invalid_request', ask: (gateway) => gateway.post(path, { messages }), recorded: 'refused' },
  {
    code: 'invalid_request',
    ask: (gateway) => gateway.post(path, body, { 'x-weir-tags': 'no json' }),
    recorded: 'refused',
  },
  {
    code: 'invalid_request',
    ask: (gateway) => gateway.post(path, body, { 'x-weir-timeout-ms': '0' }),
    recorded: 'refused',
  },
  {
    code: 'duplicate_key',
    ask: (gateway) => gateway.post(path, '{"model":"a","model":"openai/b","messages":[]}'),
    recorded: 'refused',
  },
  {
    code: 'unsupported_capability',
    ask: (gateway) => gateway.post('/v1/messages', { ...body, max_tokens: 1, mcp_servers: [{}] }),
    recorded: 'refused',
  },
  {
    code: 'missing_key',
    ask: (gateway) => fetch(gateway.url + path, { method: 'POST', body: '{}' }),
    recorded: undefined,
  },
  {
    code: 'invalid_key',
    ask: (gateway) => gateway.post(path, body, { authorization: `Bearer ${mintGatewayKey()}` }),
    recorded: undefined,
  },
  {
    code: 'expired_key',
    options: { key: { expiresAt: '2020-01-01T00:00:00Z' } },
    ask: (gateway) => gateway.post(path, body),
    recorded: undefined,
  },
  {
    code: 'model_not_allowed',
    options: { key: { allowedModels: ['gpt-4o'] } },
    ask: (gateway) => gateway.post(path, body),
    recorded: 'refused',
  },
  { code: 'model_not_found', ask: (gateway) => gateway.post(path, { ...body, model: 'nobody' }), recorded: 'refused' },
  {
    code: 'model_not_found',
    ask: (gateway) => gateway.post(path, body, { 'x-weir-route': 'nowhere' }),
    recorded: 'refused',
  },
  { code: 'unknown_endpoint', ask: (gateway) => gateway.get('/v1/nothing'), recorded: undefined },
  { code: 'unsupported_endpoint', ask: (gateway) => gateway.post('/v1/images/variations', {}), recorded: undefined },
  { code: 'unsupported_endpoint', ask: (gateway) => gateway.post('/v1/batches', {}), recorded: undefined },
  {
    code: 'call_not_found',
    ask: (gateway) => gateway.get('/v1/calls/0198a000-0000-7000-8000-000000000000'),
    recorded: undefined,
  },
  { code: 'method_not_allowed', ask: (gateway) => gateway.get(path), recorded: 'refused' },
  {
    code: 'body_too_large',
    options: { settings: { bodyBytesMax: 1_000 } },
    ask: (gateway) => gateway.post(path, { ...body, padding: 'x'.repeat(1_000) }),
    recorded: 'refused',
  },
  {
    code: 'unsupported_media_type',
    ask: (gateway) => gateway.post(path, body, { 'content-encoding': 'gzip' }),
    recorded: 'refused',
  },
  {
    code: 'unsupported_media_type',
    ask: (gateway) => gateway.post(path, body, { 'content-type': 'multipart/form-data; boundary=x' }),
    recorded: 'refused',
  },
  {
    code: 'upstream_refused_address',
    options: { privateUpstreams: [] },
    ask: (gateway) => gateway.post(path, body),
    recorded: 'failed',
  },
  { code: 'provider_key_refused', ask: (gateway) => gateway.post(path, model('status-401')), recorded: 'failed' },
  { code: 'provider_key_refused', ask: (gateway) => gateway.post(path, model('status-402')), recorded: 'failed' },
  { code: 'provider_key_refused', ask: (gateway) => gateway.post(path, model('status-403')), recorded: 'failed' },
  {
    code: 'upstream_unavailable',
    options: { providerKeys: [{ provider: 'openai', baseUrl: 'http://127.0.0.1:1/v1' }] },
    ask: (gateway) => gateway.post(path, body),
    recorded: 'failed',
  },
  { code: 'upstream_unavailable', ask: (gateway) => gateway.post(path, model('status-302')), recorded: 'failed' },
  { code: 'upstream_truncated', ask: (gateway) => gateway.post(path, model('half')), recorded: 'truncated' },
  {
    code: 'upstream_timeout',
    ask: (gateway) => gateway.post(path, model('silence'), { 'x-weir-timeout-ms': '100' }),
    recorded: 'failed',
  },
  {
    code: 'no_target_qualifies',
    options: { routes: { local: { strategy: only, requires: { regions: ['eu'] } } } },
    ask: (gateway) => gateway.post(path, { ...body, model: 'local' }),
    recorded: 'refused',
  },
  {
    code: 'no_target_available',
    options: { routes: { spent: { strategy: only } } },
    ask: (gateway) => {
      spendRate(gateway);
      return gateway.post(path, { ...body, model: 'spent' });
    },
    recorded: 'refused',
  },
  {
    code: 'spool_unavailable',
    options: { wrapSpool: failingSpool },
    ask: (gateway) => gateway.post(path, body),
    recorded: undefined,
  },
  {
    code: 'config_unavailable',
    options: { storeAway: true },
    ask: (gateway) => gateway.post(path, body),
    recorded: undefined,
  },
  {
    code: 'overloaded',
    options: { settings: { openCallsMax: 0 } },
    ask: (gateway) => gateway.post(path, body),
    recorded: undefined,
  },
  {
    code: 'too_much_feedback',
    async ask(gateway) {
      const said = { callId: '01960000-0000-7000-8000-000000000001', score: 1 };
      for (let sent = 0; sent < 5_000; sent += 50) {
        const answers = await Promise.all(Array.from({ length: 50 }, () => gateway.post('/v1/feedback', said)));
        const refused = answers.find(({ status }) => status !== 202);
        if (refused !== undefined) return refused;
      }
      return gateway.post('/v1/feedback', said);
    },
    recorded: undefined,
  },
  {
    code: 'internal',
    options: {
      wrapSpool: (spool) => ({
        ...spool,
        append: () => {
          throw new TypeError('a secret of the inside');
        },
      }),
    },
    ask: (gateway) => gateway.post(path, body),
    recorded: undefined,
  },
];

describe('an error', () => {
  it.each(cases)('$code has its status, the dialect shape, a call id and its ledger line', async (entry) => {
    const gateway = await startGateway(serving(entry.options));
    const response = await entry.ask(gateway);
    const { status, retryable } = errorCatalogue[entry.code];
    const answer = await response.json();
    expect([response.status, response.headers.get('x-weir-error')]).toEqual([status, entry.code]);
    if (entry.code === 'unsupported_capability') {
      expect(answer).toMatchObject({ type: 'error', error: { message: expect.stringContaining(entry.code) } });
    } else expect(answer).toMatchObject({ error: { code: entry.code, message: expect.any(String) } });
    expect(JSON.stringify(answer)).not.toContain('a secret of the inside');
    const callId = response.headers.get('x-weir-call-id');
    expect(callId).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('x-should-retry')).toBe(status >= 500 && !retryable ? 'false' : null);
    expect(response.headers.get('allow')).toBe(entry.code === 'method_not_allowed' ? 'POST' : null);
    expect(response.headers.has('retry-after')).toBe(status === 503 || status === 429);
    const calls = entry.recorded === undefined ? [] : [{ status: entry.recorded, callId, httpStatus: status }];
    expect(gateway.calls()).toMatchObject(calls);
    expect(gateway.attempts()).toHaveLength(entry.recorded === undefined || entry.recorded === 'refused' ? 0 : 1);
    await gateway.close();
  });

  it('of every code in the catalogue is covered', () => {
    const covered = new Set<string>([...cases.map(({ code }) => code), 'draining']);
    expect(Object.keys(errorCatalogue).filter((code) => !covered.has(code))).toEqual([]);
  });
});

describe("an upstream's own error", () => {
  it.each([400, 404, 422, 429, 500, 503, 529])('%i passes with its status and its bytes', async (status) => {
    const gateway = await startGateway(serving());
    const response = await gateway.post(path, model(`status-${status}`));
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: { message: `Upstream says ${status}.`, type: 'x', code: null } });
    expect(gateway.attempts()).toMatchObject([
      { status: 'failed', httpStatus: status, errorMessage: `Upstream says ${status}.` },
    ]);
    expect(gateway.calls()).toMatchObject([{ status: 'failed', httpStatus: status }]);
    expect(response.headers.has('location')).toBe(false);
    await gateway.close();
  });
});

describe('a body that is too large', () => {
  it('is refused while it is still being sent, and not held', async () => {
    const gateway = await startGateway(serving());
    const socket = connect(gateway.port, '127.0.0.1');
    const head = `POST ${path} HTTP/1.1\r\nhost: t\r\nauthorization: Bearer ${gateway.key}\r\n`;
    socket.write(`${head}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`);
    const piece = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const feeding = setInterval(() => socket.write(piece), 1);
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('error', () => undefined);
    await eventually(() => answer.includes('body_too_large'));
    clearInterval(feeding);
    expect(answer).toContain('HTTP/1.1 413');
    socket.destroy();
    await gateway.close();
  });

  it('is refused before it is sent when the client asks first', async () => {
    const gateway = await startGateway(serving());
    const socket = connect(gateway.port, '127.0.0.1');
    const head = `POST ${path} HTTP/1.1\r\nhost: t\r\nauthorization: Bearer ${gateway.key}\r\n`;
    socket.write(`${head}content-type: application/json\r\nexpect: 100-continue\r\ncontent-length: 99999999\r\n\r\n`);
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    await eventually(() => answer.includes('body_too_large'));
    expect(answer).not.toContain('100 Continue');
    socket.destroy();
    await gateway.close();
  });
});

describe('a client that leaves during its upload', () => {
  it('is a canceled call without an attempt, and the gateway lives on', async () => {
    const gateway = await startGateway(serving());
    const socket = await openSocket(gateway, path, body);
    const half = connect(gateway.port, '127.0.0.1');
    const head = `POST ${path} HTTP/1.1\r\nhost: t\r\nauthorization: Bearer ${gateway.key}\r\n`;
    half.write(`${head}content-type: application/json\r\ncontent-length: 500\r\n\r\n{"model"`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    half.destroy();
    await eventually(() => gateway.calls().some(({ status }) => status === 'canceled'));
    expect(gateway.calls().find(({ status }) => status === 'canceled')?.attempts).toBe(0);
    socket.destroy();
    expect((await gateway.get('/healthz')).status).toBe(200);
    await gateway.close();
  });
});
