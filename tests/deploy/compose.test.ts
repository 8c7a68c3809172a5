import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gatewayNodeFlags } from '@weir/runtime/gateway-node-flags';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const service = z.looseObject({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  healthcheck: z.looseObject({ disable: z.boolean().optional(), test: z.array(z.string()).optional() }).optional(),
  depends_on: z.record(z.string(), z.looseObject({ condition: z.string() })).optional(),
});
const compose = z.looseObject({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});

const text = read('docker-compose.yml');
const { services, volumes } = compose.parse(parse(text, { merge: true }));
const own = Object.entries(services).filter(([, { build }]) => build !== undefined);

/** The apps whose environment a service's command reads. */
const readers: Readonly<Record<string, readonly string[]>> = {
  migrate: ['cli'],
  gateway: ['gateway'],
  worker: ['worker'],
  web: ['cli', 'web'],
};

/** The variables that the schema in an app's env.ts names. */
function variablesOf(app: string): readonly string[] {
  const source = read(`apps/${app}/src/env.ts`);
  const schema = source.slice(source.indexOf('const schema'), source.indexOf('export type'));
  return [...schema.matchAll(/^ +([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name);
}

const documented = new Set([...read('docs/configuration.md').matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name]) => name));

describe('docker-compose.yml', () => {
  it('has every part of the product', () => {
    expect(own.map(([name]) => name).sort()).toEqual(Object.keys(readers).sort());
  });

  it.each(own)('sets for %s only what that reads', (name, { environment = {} }) => {
    const known = (readers[name] ?? []).flatMap(variablesOf);
    expect(known).toContain('DATABASE_URL');
    expect(Object.keys(environment).filter((variable) => !known.includes(variable))).toEqual([]);
    expect(environment).toHaveProperty('DATABASE_URL');
  });

  it('lets everything be set that the web reads, but for what follows from the rest', () => {
    const settled = ['REDIS_URL', 'WEIR_HOME', 'WEIR_WEB_PORT', 'WEIR_EMBEDDED'];
    const settable = Object.keys(services['web']?.environment ?? {});
    expect(variablesOf('web').filter((name) => !settable.includes(name) && !settled.includes(name))).toEqual([]);
  });

  it('takes from outside only what the documents describe', () => {
    const asked = [...text.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name = '']) => name);
    expect(asked).toContain('WEIR_MASTER_KEY');
    expect(asked.filter((name) => !documented.has(name) && name !== 'POSTGRES_PASSWORD')).toEqual([]);
  });

  it.each(own)('runs for %s a file that is there', (name, { command = [] }) => {
    const file = command.find((part) => part.endsWith('.ts')) ?? '';
    expect(existsSync(join(root, file))).toBe(true);
    const flags = command.slice(0, command.indexOf(file));
    expect(flags).toEqual(name === 'gateway' ? gatewayNodeFlags : []);
  });

  it('watches the health of everything that runs on, and starts nothing before what it needs', () => {
    for (const [name, { healthcheck, depends_on: needs = {} }] of Object.entries(services)) {
      if (name === 'migrate') continue;
      expect(healthcheck?.test?.[0], name).toBe('CMD');
      for (const [needed, { condition }] of Object.entries(needs)) {
        expect(condition, `${name} needs ${needed}`).toBe(
          needed === 'migrate' ? 'service_completed_successfully' : 'service_healthy',
        );
      }
    }
  });

  it('publishes the ports that gateway and web listen on, and no other part', () => {
    const published = Object.entries(services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => `${name} ${port.split(':').at(-1)}`),
    );
    expect(published).toEqual(['gateway 4000', 'web 3000']);
  });

  it('keeps on volumes what must outlive a container', () => {
    const mounted = Object.values(services).flatMap(({ volumes: used = [] }) => used.map((use) => use.split(':')[0]));
    expect(mounted.sort()).toEqual(Object.keys(volumes).sort());
    expect(services['gateway']?.volumes).toEqual([`gateway:${services['gateway']?.environment?.['WEIR_HOME']}`]);
  });
});

describe('docs/configuration.md', () => {
  it('describes every variable that a part of the product reads', () => {
    const inner = ['WEIR_EMBEDDED'];
    const all = ['cli', 'gateway', 'worker', 'web'].flatMap(variablesOf);
    expect([...new Set(all)].filter((name) => !documented.has(name) && !inner.includes(name))).toEqual([]);
  });
});

describe('the image', () => {
  const dockerfile = read('Dockerfile');

  it('runs as nobody special, from files that are there', () => {
    expect([...dockerfile.matchAll(/^USER (\w+)$/gm)].at(-1)?.[1]).toBe('weir');
    const named = [...dockerfile.matchAll(/"((?:apps|scripts)\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(named).toContain('apps/cli/src/main.ts');
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('holds no secrets, no history and nothing of the machine it was built on', () => {
    const ignored = read('.dockerignore').split('\n');
    expect(ignored).toEqual(
      expect.arrayContaining(['.git', '**/node_modules', '**/.next', '**/.env', '**/.env.*', '.weir']),
    );
  });
});
