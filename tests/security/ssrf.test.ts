import { join } from 'node:path';
import { openSql, type Sql } from '@weir/db/sql/client';
import { type Stack, startStack } from '@weir/testing/stack';
import { createTenant, type Tenant } from '@weir/testing/tenant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask, jsonOf, type Seen } from './ask.ts';
import { type HostileUrl, hostileUrls, metadataUrls } from './hostile-urls.ts';
import { type Listener, startListener } from './listener.ts';
import { addCustomer, type Customer, type Product, startProduct, withToken } from './product.ts';
import { until } from './until.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const preload = { NODE_OPTIONS: `--import ${join(import.meta.dirname, 'fake-dns.ts')}` };

/** Names that lead inside, as the resolver of every process answers them. */
const inside: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'four.test': [['127.0.0.1']],
  'localhost.': [['127.0.0.1']],
  'six.test': [['::1']],
  'mapped.test': [['::ffff:127.0.0.1']],
  'unique-local.test': [['fd00::1']],
  'mixed.test': [['8.8.8.8', '127.0.0.1']],
  'metadata.test': [['169.254.169.254']],
};
/** Points outside while the control plane looks, and inside when the gateway connects. */
const rebinding = 'rebinding.test';
const hostsSeenBy = {
  web: JSON.stringify({ ...inside, [rebinding]: [['8.8.8.8']] }),
  gateway: JSON.stringify({ ...inside, [rebinding]: [['127.0.0.1'], ['8.8.8.8']] }),
};

const trialOf = z.looseObject({
  status: z.string(),
  trial: z.looseObject({
    state: z.string(),
    error: z.looseObject({ code: z.string(), message: z.string() }).optional(),
  }),
});
const problem = z.looseObject({ field: z.string(), detail: z.string() });

let listener: Listener;

const callBody = (stream: boolean) => ({
  model: 'openai/gpt-4o-mini',
  messages: [{ role: 'user', content: 'hello' }],
  stream,
});

function callWith(stack: Stack, tenant: Tenant, stream = false): Promise<Seen> {
  return ask(`${stack.gateway.url}/v1/chat/completions`, { token: tenant.gatewayKey, body: callBody(stream) });
}

/** A tenant whose stored key leads to `url`, as if the name had changed since it was saved. */
function storedKey(stack: Stack, url: string): Promise<Tenant> {
  return createTenant(stack.services, { providerKeys: [{ provider: 'openai', baseUrl: url }] });
}

/** A call over a stored key is refused with the reason, whole and streamed. */
async function expectCallRefused(stack: Stack, tenant: Tenant, { reason }: HostileUrl): Promise<string[]> {
  const ids: string[] = [];
  for (const stream of [false, true]) {
    const seen = await callWith(stack, tenant, stream);
    expect([seen.status, seen.headers['x-weir-error']]).toEqual([502, 'upstream_refused_address']);
    expect(seen.text).toContain('"code":"upstream_refused_address"');
    expect(seen.text.replaceAll('\\"', '"')).toMatch(reason);
    const callId = seen.headers['x-weir-call-id'] ?? '';
    expect(callId).toMatch(/^[0-9a-f-]{36}$/);
    ids.push(callId);
  }
  return ids;
}

/** Every one of `ids` is an Attempt that failed for its address and cost nothing. */
async function expectRecorded(sql: Sql, ids: readonly string[]): Promise<void> {
  const read = () => sql<{ id: string; said: string }[]>`
    select call_id::text as id, concat_ws(' ', status, error_code, cost_pico_usd) as said from usage.attempts
    where call_id = any(${[...ids]}::uuid[])`;
  const rows = await until('the attempts', read, (found) => found.length >= ids.length);
  expect(new Set(rows.map(({ said }) => said))).toEqual(new Set(['failed refused_address 0']));
  expect(rows).toHaveLength(ids.length);
}

const atOnce = 8;

/** Runs `each` over the corpus, some at a time, and names the URL at fault. */
async function forEvery(urls: readonly HostileUrl[], each: (hostile: HostileUrl) => Promise<void>): Promise<void> {
  const waiting = [...urls];
  const work = async () => {
    for (let hostile = waiting.pop(); hostile !== undefined; hostile = waiting.pop()) {
      const { url } = hostile;
      await each(hostile).catch((error: unknown) => {
        throw new Error(`${url}: ${error instanceof Error ? error.message : String(error)}`);
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

beforeAll(async () => {
  listener = await startListener();
});
afterAll(() => listener.close());

describe('with nothing private opened', () => {
  let product: Product;
  let customer: Customer;
  let sql: Sql;
  let urls: HostileUrl[];

  beforeAll(async () => {
    product = await startProduct({
      size: 'embedded',
      tenant: () => ({}),
      env: { ...preload, WEIR_PRIVATE_UPSTREAMS: '', WEIR_TEST_HOSTS: hostsSeenBy.gateway },
      webEnv: { WEIR_TEST_HOSTS: hostsSeenBy.web },
    });
    customer = await withToken(product, product.tenant);
    sql = openSql(product.databaseUrl, { max: 1 });
    urls = hostileUrls(listener.port, Object.keys(inside));
    say(`hostile base URLs: ${urls.length}, ${metadataUrls(0).length} of them metadata`);
  });
  afterAll(async () => {
    await sql.end();
    await product.stop();
  });

  const store = (baseUrl: string) =>
    ask(`${product.web.url}/api/v1/provider-keys`, {
      token: customer.token,
      body: { provider: 'openai-compatible', name: 'hostile', secret: 'sk-hostile-0123456789', baseUrl },
    });

  it('no such key can be stored, and the answer says why', async () => {
    await forEvery(urls, async ({ url, reason }) => {
      const seen = await store(url);
      expect(seen.status).toBe(400);
      const { field, detail } = problem.parse(jsonOf(seen));
      expect(field).toBe('baseUrl');
      expect(detail).toMatch(reason);
    });
    const listed = await ask(`${product.web.url}/api/v1/provider-keys`, { token: customer.token });
    expect(jsonOf(listed)).toMatchObject({ data: [] });
  });

  it('nor be rotated to', async () => {
    const holder = await addCustomer(product, {
      providerKeys: [{ provider: 'openai', baseUrl: 'http://192.0.2.9/v1' }],
    });
    const url = `${product.web.url}/api/v1/provider-keys/${holder.providerKeyIds[0]}/rotate`;
    await forEvery(urls, async ({ url: baseUrl, reason }) => {
      const seen = await ask(url, { token: holder.token, body: { secret: 'sk-hostile-0123456789', baseUrl } });
      expect(seen.status).toBe(400);
      expect(problem.parse(jsonOf(seen)).detail).toMatch(reason);
    });
  });

  it('a key that is stored already is refused at the connect, in the call and in its trial', async () => {
    const ids: string[] = [];
    // What is no URL at all never gets into a project's document.
    const storable = urls.filter(({ url }) => URL.canParse(url));
    await forEvery(storable, async (hostile) => {
      const holder = await withToken(product, await storedKey(product, hostile.url));
      ids.push(...(await expectCallRefused(product, holder, hostile)));
      const trial = `${product.web.url}/api/v1/provider-keys/${holder.providerKeyIds[0]}/trial`;
      const tried = trialOf.parse(jsonOf(await ask(trial, { method: 'POST', token: holder.token })));
      expect(tried).toMatchObject({
        status: 'disabled',
        trial: { state: 'failed', error: { code: 'upstream_refused_address' } },
      });
      expect(tried.trial.error?.message).toMatch(hostile.reason);
    });
    await expectRecorded(sql, ids);
  });

  it('a name that turns inside after it was checked is refused at the connect', async () => {
    const seen = await store(`http://${rebinding}:${listener.port}/v1`);
    expect(seen.status).toBe(201);
    const { status, trial } = trialOf.parse(jsonOf(seen));
    expect([status, trial.state, trial.error?.code]).toEqual(['disabled', 'failed', 'upstream_refused_address']);
    expect(trial.error?.message).toContain(`${rebinding} resolves to 127.0.0.1 is a loopback address`);
  });

  it('nobody has connected', () => {
    expect(listener.connections()).toBe(0);
  });
});

describe('with loopback opened', () => {
  let stack: Stack;
  let sql: Sql;
  let redirecting: Listener;

  const redirect = (status: string) =>
    [
      `HTTP/1.1 ${status} Elsewhere`,
      `location: http://127.0.0.1:${listener.port}/v1/chat/completions`,
      'content-length: 5',
    ].join('\r\n');

  beforeAll(async () => {
    stack = await startStack({
      size: 'embedded',
      tenant: () => ({}),
      env: {
        ...preload,
        WEIR_PRIVATE_UPSTREAMS: '127.0.0.0/8,::1/128,fd00::/8,169.254.0.0/16,100.64.0.0/10,0.0.0.0/0,::/0',
        WEIR_TEST_HOSTS: JSON.stringify({
          'mixed.test': [['127.0.0.1', '169.254.169.254']],
          [rebinding]: [['127.0.0.1'], ['169.254.169.254']],
        }),
      },
    });
    sql = openSql(stack.databaseUrl, { max: 1 });
    redirecting = await startListener((socket) => {
      socket.on('data', (data) => {
        const status = /\/status(\d+)\//.exec(data.toString('latin1'))?.[1];
        if (status !== undefined) socket.write(`${redirect(status)}\r\n\r\nmoved`);
      });
    }, '127.0.0.1');
  });
  afterAll(async () => {
    await sql.end();
    await redirecting.close();
    await stack.stop();
  });

  it('metadata addresses are refused all the same, in every form', async () => {
    const named = {
      url: `http://mixed.test:${listener.port}/v1`,
      reason: /mixed\.test resolves to 169\.254\.169\.254/,
    };
    const ids: string[] = [];
    await forEvery([...metadataUrls(listener.port), named], async (hostile) => {
      ids.push(...(await expectCallRefused(stack, await storedKey(stack, hostile.url), hostile)));
    });
    await expectRecorded(sql, ids);
    expect(listener.connections()).toBe(0);
  });

  it.each(['301', '302', '303', '307', '308'])('a %s to somewhere inside is not followed', async (status) => {
    const tenant = await storedKey(stack, `http://127.0.0.1:${redirecting.port}/status${status}`);
    for (const stream of [false, true]) {
      const seen = await callWith(stack, tenant, stream);
      expect([seen.status, seen.headers['x-weir-error']]).toEqual([502, 'upstream_unavailable']);
      expect(seen.text).toContain(`answered with ${status}: redirects are not followed`);
      expect(seen.headers).not.toHaveProperty('location');
    }
    expect(listener.connections()).toBe(0);
    expect(redirecting.connections()).toBeGreaterThan(0);
  });

  it('each connection has its name resolved and judged anew', async () => {
    const closing = await startListener((socket) => {
      socket.on('data', () => socket.end('HTTP/1.1 503 Busy\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}'));
    }, '127.0.0.1');
    const url = `http://${rebinding}:${closing.port}/v1`;
    const tenant = await storedKey(stack, url);
    expect((await callWith(stack, tenant)).status).toBe(503);
    await expectCallRefused(stack, tenant, { url, reason: /rebinding\.test resolves to 169\.254\.169\.254/ });
    expect(closing.connections()).toBe(1);
    await closing.close();
  });

  it('the listener would have noticed', async () => {
    const tenant = await storedKey(stack, `http://localhost:${listener.port}/v1`);
    const given = { token: tenant.gatewayKey, body: callBody(false), headers: { 'x-weir-timeout-ms': '500' } };
    expect((await ask(`${stack.gateway.url}/v1/chat/completions`, given)).status).toBe(504);
    expect(listener.connections()).toBe(1);
  });
});
