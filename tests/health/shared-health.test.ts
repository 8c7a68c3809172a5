import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { signInternal } from '@weir/access/internal-token';
import { freePort } from '@weir/runtime/free-port';
import { gatewayNodeFlags } from '@weir/runtime/gateway-node-flags';
import { createLogger } from '@weir/runtime/logger';
import { openServices } from '@weir/services/open-services';
import { managedProcess } from '@weir/testing/managed-process';
import { recordProof } from '@weir/testing/proofs';
import { testDatabase, testRedis } from '@weir/testing/services';
import { createTenant, testMasterKey } from '@weir/testing/tenant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const closing: (() => Promise<unknown>)[] = [];

const report = z.object({ targets: z.array(z.object({ provider: z.string(), breaker: z.string() })) });

/** An upstream that answers every call with a status, and counts them. */
async function upstream(status: number, body: object) {
  const calls = { count: 0 };
  const server: Server = createServer((request, response) => {
    request.resume().on('end', () => {
      calls.count += 1;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => server.close());
  const address = server.address();
  return { calls, url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/v1` };
}

const answer = {
  id: 'c1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 },
};

async function installation() {
  const { masterKey, text } = testMasterKey();
  const { url: databaseUrl } = await testDatabase();
  const home = await mkdtemp(join(tmpdir(), 'weir-health-'));
  const log = createLogger({ name: 'test', level: 'silent' });
  const opened = { databaseUrl, masterKey, gatewayUrl: 'http://127.0.0.1:1', now: Date.now, log };
  const services = await openServices({ ...opened, privateUpstreams: ['127.0.0.0/8'] });
  const [sick, well] = [await upstream(500, { error: { message: 'out of order' } }), await upstream(200, answer)];
  const tenant = await createTenant(services, {
    providerKeys: [
      { provider: 'groq', baseUrl: sick.url },
      { provider: 'mistral', baseUrl: well.url },
    ],
  });
  closing.push(
    () => services.close(),
    () => rm(home, { recursive: true, force: true }),
  );
  const env = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: testRedis(),
    WEIR_HOME: home,
    WEIR_MASTER_KEY: text,
    WEIR_PRIVATE_UPSTREAMS: '127.0.0.0/8',
    WEIR_LOG_LEVEL: 'warn',
  };
  const { organizationId, projectId } = tenant;
  const token = () => signInternal(masterKey, { purpose: 'admin', organizationId, projectId }, Date.now());
  return { env, tenant, sick, well, token };
}

type Installation = Awaited<ReturnType<typeof installation>>;

/** A gateway process of its own. */
async function gateway({ env, tenant, token }: Installation, instance: string) {
  const port = await freePort(undefined);
  const url = `http://127.0.0.1:${port}`;
  const started = managedProcess({
    name: `gateway-${instance}`,
    args: [...gatewayNodeFlags, join(root, 'apps/gateway/src/main.ts')],
    env: { ...env, WEIR_GATEWAY_PORT: String(port), WEIR_GATEWAY_INSTANCE: instance },
    readyUrl: `${url}/readyz`,
  });
  await started.start();
  closing.unshift(() => started.kill('SIGTERM').catch(() => undefined));
  const get = async () => {
    const response = await fetch(`${url}/internal/health`, { headers: { authorization: `Bearer ${token()}` } });
    if (!response.ok) throw new Error(await response.text());
    return report.parse(await response.json());
  };
  const post = (body: object) =>
    fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.gatewayKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messages: [{ role: 'user', content: 'hi' }], ...body }),
    });
  const breaker = async () => (await get()).targets.find(({ provider }) => provider === 'groq')?.breaker;
  return { post, breaker };
}

async function msUntilOpen(breaker: () => Promise<string | undefined>): Promise<number> {
  const from = performance.now();
  while ((await breaker()) !== 'open') {
    if (performance.now() - from > 4_000) throw new Error('the circuit is not known to be open');
    await sleep(10);
  }
  return performance.now() - from;
}

describe('gateways of one installation', () => {
  let installed: Installation;

  beforeAll(async () => {
    installed = await installation();
  });

  afterAll(async () => {
    for (const close of closing) await close();
  });

  it('share an open circuit, and one that starts cold has it within a second', async () => {
    const [one, two] = await Promise.all([gateway(installed, 'one'), gateway(installed, 'two')]);
    expect(await two.breaker()).toBeUndefined();
    // As many calls as it takes: each may try the target more than once.
    for (let calls = 0; calls < 5; calls++) await one.post({ model: 'groq/m' });
    const told = await msUntilOpen(two.breaker);
    const three = await gateway(installed, 'three');
    const cold = await msUntilOpen(three.breaker);
    recordProof('health shared by gateway processes', {
      'an open circuit known to another after (ms)': Math.round(told),
      'to one that started cold (ms)': Math.round(cold),
    });
    expect(told).toBeLessThan(1_000);
    expect(cold).toBeLessThan(1_000);

    const before = installed.sick.calls.count;
    for (const { post } of [two, three]) {
      const response = await post({ model: 'groq/m', models: ['mistral/m'] });
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ choices: [{ message: { content: 'hello' } }] });
    }
    expect(installed.sick.calls.count).toBe(before);
    expect(installed.well.calls.count).toBe(2);
  });
});
