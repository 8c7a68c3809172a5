import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choosePlace, type Instance, type InstancePlace, runInstance } from './instance.ts';

const ready = /Weir is running\./;
const stopOrder = ['gateway', 'worker', 'web', 'database'];

let directory = '';
let place: InstancePlace;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weir instance '));
  // The database runs as another user where this is root.
  execFileSync('chmod', ['711', directory]);
  place = await choosePlace(directory);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function ask(instance: Instance, key: string): Promise<Response> {
  return fetch(`${instance.gatewayUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'sandbox/fast', messages: [{ role: 'user', content: 'What does a weir do?' }] }),
  });
}

async function projects(instance: Instance, token: string): Promise<Response> {
  return fetch(`${instance.webUrl}/api/v1/projects`, { headers: { authorization: `Bearer ${token}` } });
}

async function stop(instance: Instance): Promise<string[]> {
  instance.process.kill('SIGTERM');
  expect(await instance.ended).toBe(0);
  return [...instance.output().matchAll(/^weir: stopping (\w+)$/gm)].map(([, name]) => name ?? '');
}

/** Processes below the supervisor that run `pattern`. */
function pidsOf(instance: Instance, pattern: RegExp): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const rows = table.map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row));
  const ours = rows.filter((row) => Number(row?.[2]) === instance.process.pid && pattern.test(row?.[3] ?? ''));
  return ours.map((row) => Number(row?.[1]));
}

describe('an instance of the embedded size', () => {
  let instance: Instance;
  let key = '';
  let token = '';

  it('starts on an empty directory and shows keys that work', async () => {
    instance = runInstance(place);
    await instance.says(ready);
    key = (await instance.says(/WEIR_KEY=(weir_gk_\w+)/))[1] ?? '';
    token = (await instance.says(/WEIR_TOKEN=(weir_mt_\w+)/))[1] ?? '';
    expect((await ask(instance, key)).status).toBe(200);
    expect((await projects(instance, token)).status).toBe(200);
  });

  it.each([
    ['gateway', /gateway\/src\/main\.ts/],
    ['worker', /worker\/src\/main\.ts/],
    ['web', /web\/src\/main\.ts/],
    ['database', /postgres -D/],
  ])('starts the %s again after kill -9', async (name, pattern) => {
    const [pid = 0] = pidsOf(instance, pattern);
    expect(pid).toBeGreaterThan(0);
    process.kill(pid, 'SIGKILL');
    await instance.says(new RegExp(`weir: ${name} is running again`));
    expect((await ask(instance, key)).status).toBe(200);
  });

  it('refuses a second instance on the same directory', async () => {
    const second = runInstance({ ...(await choosePlace(directory)), home: place.home });
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/^weir: Another instance already runs on .*: stop it or choose .*WEIR_HOME\.\n$/);
  });

  it('stops gateway, worker, web and database in this order', async () => {
    expect(await stop(instance)).toEqual(stopOrder);
  });

  it('starts again within 15 seconds, keeps its data and shows no key', async () => {
    const started = performance.now();
    instance = runInstance(place);
    await instance.says(ready);
    expect((performance.now() - started) / 1000).toBeLessThan(15);
    expect(instance.output()).not.toMatch(/weir_(gk|mt)_/);
    expect((await ask(instance, key)).status).toBe(200);
    expect((await projects(instance, token)).status).toBe(200);
    expect(await stop(instance)).toEqual(stopOrder);
  });
});

describe('an instance that cannot start says why in one line', () => {
  async function refusal(more: Readonly<Record<string, string>>): Promise<string> {
    const refused = runInstance({ ...(await choosePlace(directory)), home: join(directory, 'other') }, more);
    expect(await refused.ended).toBe(1);
    return refused.output();
  }

  it('a port in use', async () => {
    const server = createServer();
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const reason = await refusal({ WEIR_GATEWAY_PORT: String(port) });
    expect(reason).toBe(
      `weir: Port ${port} is in use: stop what listens there or choose another with WEIR_GATEWAY_PORT.\n`,
    );
    server.close();
  });

  it('a broken DATABASE_URL', async () => {
    expect(await refusal({ DATABASE_URL: 'postgres://weir:secret@127.0.0.1:1/weir' })).toBe(
      'weir: The database 127.0.0.1:1/weir cannot be used: nothing listens there: start PostgreSQL or correct host and port in DATABASE_URL.\n',
    );
    expect(await refusal({ DATABASE_URL: 'mysql://weir:secret@host/weir' })).toMatch(
      /^weir: The environment is not valid: DATABASE_URL: must be a URL .*\n$/,
    );
  });

  it('a data directory that cannot be written', async () => {
    expect(await refusal({ WEIR_HOME: '/proc/weir' })).toMatch(
      /^weir: The data directory \/proc\/weir cannot be written \(\w+\): .*WEIR_HOME\.\n$/,
    );
  });

  it('a first user whose password is too short', async () => {
    const reason = await refusal({ WEIR_ADMIN_EMAIL: 'a@example.org', WEIR_ADMIN_PASSWORD: 'short' });
    expect(reason).toContain('weir: ');
    expect(reason).toContain('WEIR_ADMIN_PASSWORD');
    expect(reason).not.toContain('    at ');
  });
});
