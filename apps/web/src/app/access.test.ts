import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { uuidv7 } from '@weir/runtime/uuid';
import type { Access } from '@weir/services/verb';
import { testDatabase } from '@weir/testing/services';
import { testMasterKey } from '@weir/testing/tenant';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openInstance } from '../server/instance.ts';
import { outcomeOf, people, type Side, sides, type Who } from '../walk/people.test-support.ts';
import { expectNothingOfVictim, expectUntouched, headersOf, newWorld, type World } from '../walk/world.test-support.ts';

/** Whom a route handler lets in; `elsewhere`: its own tests walk it. A new one gets a line here. */
const doors: Readonly<Record<string, Access | 'elsewhere'>> = {
  'api/auth/[...nextauth]': 'elsewhere',
  'api/trpc/[trpc]': 'elsewhere',
  'api/v1/[...path]': 'elsewhere',
  'api/v1/openapi.json': 'anybody',
  'api/export/[organization]/calls.csv': 'call.read',
  'api/export/[organization]/organization.ndjson': 'organization.export',
  'api/export/[organization]/usage.csv': 'usage.read',
  // Tells whoever is not signed in just that.
  'api/live/session': 'anybody',
  'api/live/[organization]/calls': 'call.read',
  'api/playground/[organization]': 'playground.use',
  'api/replay/[organization]': 'route.write',
  'docs/search.json': 'anybody',
  healthz: 'anybody',
};

const found = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('/route.ts'))
  .map((file) => file.replace(/\/route\.ts$/, ''));

type Handler = (request: Request, context: { readonly params: Promise<object> }) => Response | Promise<Response>;

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

async function handlersOf(path: string): Promise<readonly (readonly [string, Handler])[]> {
  const module: unknown = await import(join(import.meta.dirname, path, 'route.ts'));
  return Object.entries(Object(module)).flatMap(([method, handler]) =>
    /^[A-Z]+$/.test(method) && isHandler(handler) ? [[method, handler] as const] : [],
  );
}

let world: World;

beforeAll(async () => {
  const { url: databaseUrl } = await testDatabase();
  vi.stubEnv('DATABASE_URL', databaseUrl);
  vi.stubEnv('WEIR_MASTER_KEY', testMasterKey().text);
  vi.stubEnv('WEIR_GATEWAY_URL', 'http://127.0.0.1:9');
  vi.stubEnv('WEIR_LOG_LEVEL', 'fatal');
  world = await newWorld(await openInstance(), databaseUrl);
});

afterAll(async () => {
  await (await openInstance()).close();
  vi.unstubAllEnvs();
});

/** Sound for every handler that takes one. */
const body = JSON.stringify({
  projectId: uuidv7(),
  request: { model: 'sandbox/fast', messages: [{ role: 'user', content: 'hello' }] },
});

type Asking = { readonly path: string; readonly who: Who; readonly side: Side; readonly isForeignSite?: boolean };

/** The head of the answer, and of its body what came at once: a stream of events has no end. */
async function ask([method, handler]: readonly [string, Handler], { path, who, side, isForeignSite }: Asking) {
  const headers = await headersOf(world, who, side);
  if (isForeignSite === true) headers.set('sec-fetch-site', 'cross-site');
  const organization = world.slugs[side];
  const url = `http://127.0.0.1:3000/${path.replace('[organization]', organization)}`;
  const sent = method === 'GET' ? {} : { body };
  if (method !== 'GET') headers.set('content-type', 'application/json');
  const leave = new AbortController();
  const request = new Request(url, { method, headers, signal: leave.signal, ...sent });
  const response = await handler(request, { params: Promise.resolve({ organization }) });
  const first = await response.body?.getReader().read();
  leave.abort();
  return { status: response.status, text: new TextDecoder().decode(first?.value) };
}

const statuses = { unauthenticated: 401, forbidden: 403, 'not found': 404 } as const;
/** What anybody may load, from wherever. */
const open = new Set(['api/v1/openapi.json', 'docs/search.json', 'healthz']);
const walked = Object.entries(doors).flatMap(([path, access]) => (access === 'elsewhere' ? [] : [{ path, access }]));

describe('the route handlers', () => {
  it('are all here', () => {
    expect(found.sort()).toEqual(Object.keys(doors).sort());
  });

  it.each(walked)('$path lets in whom the permission table lets in for $access', async ({ path, access }) => {
    for (const handler of await handlersOf(path)) {
      for (const who of people) {
        for (const side of sides) {
          const what = `${handler[0]} ${path} as ${who} in the ${side} organization`;
          const expected = outcomeOf(access, who, side);
          const { status, text } = await ask(handler, { path, who, side });
          if (expected !== 'granted') expect(`${what}: ${status} ${text}`).toContain(`${what}: ${statuses[expected]} `);
          else expect(`${what}: ${[401, 403, 500].includes(status)} ${text}`).toContain(`${what}: false `);
          expectNothingOfVictim(world, { text, what });
        }
      }
    }
  });

  it.each(walked.filter(({ path }) => !open.has(path)))('$path does nothing for other sites', async ({ path }) => {
    for (const handler of await handlersOf(path)) {
      const { status, text } = await ask(handler, { path, who: 'owner', side: 'own', isForeignSite: true });
      expect(`${status} ${text}`).toMatch(/^403 .*Requests of other sites are refused/);
    }
  });

  it('have changed nothing of the other organization', () => expectUntouched(world));
});
