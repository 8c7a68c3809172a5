import { uuidv7 } from '@weir/runtime/uuid';
import { createManagementToken } from '@weir/services/management-tokens/create';
import { permissions } from '@weir/services/permissions';
import { type Role, roles } from '@weir/services/roles';
import { createTenant } from '@weir/testing/tenant';
import { beforeAll, describe, expect, it } from 'vitest';
import { appRouter } from '../trpc/app-router.ts';
import { explaining } from '../walk/explaining.test-support.ts';
import { newcomer, outcomeIn, outcomeOf } from '../walk/people.test-support.ts';
import { idsOf, sampleInput } from '../walk/sample-input.test-support.ts';
import { expectNothingOfVictim, expectUntouched, gistOf, newWorld, type World } from '../walk/world.test-support.ts';
import { restRequest, testServices } from '../web.test-support.ts';
import { type Endpoint, endpointsOf } from './endpoints.ts';
import { handleRest } from './handle.ts';
import { pathFieldsOf } from './match.ts';

const endpoints = endpointsOf(appRouter);
const named = endpoints.map((each) => [`${each.rest.method} ${each.rest.path} (${each.access})`, each] as const);

let world: World;
/** Of the home organization, by role. */
let tokens: ReadonlyMap<Role, string>;
/** An owner's, of another organization that is not the victim either. */
let strangersToken: string;

beforeAll(async () => {
  const { services, databaseUrl } = await testServices();
  world = await newWorld(explaining(services), databaseUrl);
  const owner = (organizationId: string) => ({ kind: 'system', id: 'test', organizationId, role: 'owner' }) as const;
  const tokenOf = async (organizationId: string, role: Role) =>
    (await createManagementToken(services, owner(organizationId), { name: role, role })).token;
  const made = await Promise.all(roles.map(async (role) => [role, await tokenOf(world.homeId, role)] as const));
  tokens = new Map(made);
  strangersToken = await tokenOf((await createTenant(services)).organizationId, 'owner');
});

type Answered = { readonly status: number; readonly text: string; readonly challenge: string | null };
type Asking = { readonly token?: string | undefined; readonly id?: () => string; readonly headers?: Headers };

/** The request that programs make of `input`. */
function requestOf({ rest }: Endpoint, input: Readonly<Record<string, unknown>>, token: string | undefined): Request {
  const pathFields = pathFieldsOf(rest.path);
  const path = rest.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
  const others = Object.entries(input).filter(([name]) => !pathFields.includes(name));
  const bearer = token === undefined ? {} : { token };
  if (rest.method !== 'GET' && rest.method !== 'DELETE')
    return restRequest(rest.method, path, { ...bearer, body: Object.fromEntries(others) });
  const query = new URLSearchParams(others.map(([name, value]) => [name, String(value)]));
  return restRequest(rest.method, `${path}?${query}`, bearer);
}

async function ask(endpoint: Endpoint, { token, id = uuidv7, headers }: Asking): Promise<Answered> {
  const request = requestOf(endpoint, sampleInput(endpoint.input, { id, withIds: id !== uuidv7 }), token);
  for (const [name, value] of headers ?? []) request.headers.set(name, value);
  const response = await handleRest(world.services, request);
  return {
    status: response.status,
    text: await response.text(),
    challenge: response.headers.get('www-authenticate'),
  };
}

const gist = ({ status, text }: Answered) => ({ status, text: gistOf(text) });

describe('the walk', () => {
  it('has nothing for people who are signed in, nor for anybody, since there are only tokens here', () => {
    expect(endpoints.length).toBeGreaterThan(40);
    for (const { access } of endpoints) expect(Object.keys(permissions)).toContain(access);
  });
});

describe.each(named)('%s', (name, endpoint) => {
  it('lets in the roles that the permission table lets in', async () => {
    for (const [role, token] of tokens) {
      const expected = outcomeOf(endpoint.access, role, 'own');
      const answer = await ask(endpoint, { token });
      expect(`${role}: ${outcomeIn(answer.status)} ${answer.text.slice(0, 200)}`).toContain(`${role}: ${expected} `);
      expectNothingOfVictim(world, { text: answer.text, what: `${name} as ${role}` });
    }
  });

  it('takes no session and no operator for a token', async () => {
    for (const who of ['nobody', 'owner', 'operator'] as const) {
      const answer = await ask(endpoint, { headers: await newcomer(world.services, who, world) });
      expect(`${who}: ${answer.status} ${answer.challenge}`).toBe(`${who}: 401 Bearer`);
    }
  });

  const ids = idsOf(endpoint.input);
  if (!ids.any) return;

  it('takes ids of another organization for ids of nothing, whatever the role', async () => {
    const bearers = [...tokens, ['stranger', strangersToken] as const];
    for (const [role, token] of bearers) {
      const ofNobody = await ask(endpoint, { token, id: () => uuidv7() });
      const mayAsk = role === 'owner' || role === 'stranger';
      if (mayAsk && ids.required) expect(ofNobody.status).toBe(404);
      for (const thing of world.victim.things) {
        const answer = await ask(endpoint, { token, id: () => thing });
        expect(gist(answer)).toEqual(gist(ofNobody));
        expectNothingOfVictim(world, { text: answer.text, what: `${name} as ${role}`, asked: thing });
      }
    }
  });
});

describe('after all that', () => {
  it('nothing of the other organization has changed', () => expectUntouched(world));
});
