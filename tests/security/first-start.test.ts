import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openSql } from '@weir/db/sql/client';
import { freePort } from '@weir/runtime/free-port';
import { dumpDatabase } from '@weir/testing/dump';
import { type ManagedProcess, managedProcess } from '@weir/testing/managed-process';
import { testDatabase, testRedis } from '@weir/testing/services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask, jsonOf } from './ask.ts';
import { type Canary, findCanaries, type Place } from './detector.ts';
import { dumpFiles } from './files-dump.ts';
import { dumpRedis } from './redis-dump.ts';
import { until } from './until.ts';

const main = resolve(import.meta.dirname, '../../apps/cli/src/main.ts');
const mint = () => randomBytes(30).toString('hex');
const place = (name: string, text: string): Place => ({ name, bytes: Buffer.from(text) });

const admin = { email: 'ada@example.com', password: mint(), token: mint() };
const masterKey = randomBytes(32).toString('base64');
const list = z.object({ data: z.array(z.looseObject({ id: z.string() })) });

describe('a first start with secrets in its environment', () => {
  let home: string;
  let instance: ManagedProcess;
  let webUrl: string;
  let gatewayUrl: string;
  let urls: { database: string; redis: string };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'weir-first-'));
    urls = { database: (await testDatabase()).url, redis: testRedis() };
    const [web, gateway] = [await freePort(undefined), await freePort(undefined)];
    webUrl = `http://127.0.0.1:${web}`;
    gatewayUrl = `http://127.0.0.1:${gateway}`;
    instance = managedProcess({
      name: 'instance',
      args: [main, 'start'],
      env: {
        HOME: home,
        DATABASE_URL: urls.database,
        REDIS_URL: urls.redis,
        WEIR_HOME: home,
        WEIR_WEB_PORT: String(web),
        WEIR_GATEWAY_PORT: String(gateway),
        WEIR_WORKER_PORT: String(await freePort(undefined)),
        WEIR_MASTER_KEY: masterKey,
        WEIR_ADMIN_EMAIL: admin.email,
        WEIR_ADMIN_PASSWORD: admin.password,
        WEIR_ADMIN_TOKEN: admin.token,
        WEIR_LOG_LEVEL: 'trace',
      },
      readyUrl: `${webUrl}/healthz`,
      readyWithinMs: 60_000,
    });
    await instance.start();
    const ready = () => ask(`${gatewayUrl}/readyz`).catch(() => undefined);
    await until('the gateway', ready, (seen) => seen?.status === 200);
  });
  afterAll(async () => {
    await instance.kill('SIGTERM');
    await rm(home, { recursive: true, force: true });
  });

  it('shows the first gateway key once, and no secret that it was given, anywhere', async () => {
    const key = /WEIR_KEY=(weir_gk_\w+)/.exec(instance.output())?.[1] ?? '';
    expect(key).toMatch(/^weir_gk_\w{38}$/);
    const projects = await ask(`${webUrl}/api/v1/projects`, { token: admin.token });
    const projectId = list.parse(jsonOf(projects)).data[0]?.id ?? '';
    const body = { model: 'sandbox/fast', messages: [{ role: 'user', content: 'hello' }] };
    const call = await ask(`${gatewayUrl}/v1/chat/completions`, { token: key, body });
    expect(call.status).toBe(200);
    const receipt = () => ask(`${webUrl}/api/v1/calls/${call.headers['x-weir-call-id']}`, { token: admin.token });
    await until('the call in the ledger', receipt, ({ status }) => status === 200);
    const paths = ['/members', '/management-tokens', '/audit-lines', `/projects/${projectId}/gateway-keys`, '/nothing'];
    const asked = paths.map((path) => ask(`${webUrl}/api/v1${path}`, { token: admin.token }));
    const answers = await Promise.all([...asked, receipt(), ask(webUrl), ask(`${gatewayUrl}/metrics`)]);

    const sql = openSql(urls.database, { max: 1 });
    const rows = await dumpDatabase(sql);
    await sql.end();
    const shown = instance.output();
    const places = [
      place('database', rows.join('\n')),
      place('output', shown.replace(key, '')),
      ...answers.map(({ url, text }) => place(url, text)),
      ...(await dumpRedis(urls.redis)),
      ...dumpFiles(home),
    ];
    const canaries: Canary[] = [
      { name: 'admin password', text: admin.password },
      { name: 'admin token', text: admin.token },
      { name: 'master key', text: masterKey },
      { name: 'first gateway key', text: key },
    ];
    expect(findCanaries(canaries, places)).toEqual([]);
    expect(findCanaries([{ name: 'e-mail', text: admin.email }], places)).toContain('e-mail in database');
    expect(shown).toContain('Keep these');
  });
});
