import { createLogger } from '@weir/runtime/logger';
import { createManagementToken } from '@weir/services/management-tokens/create';
import { openServices } from '@weir/services/open-services';
import type { Services } from '@weir/services/services';
import { testDatabase } from '@weir/testing/services';
import { createTenant, type Tenant, type TenantOptions, testMasterKey } from '@weir/testing/tenant';
import { afterAll } from 'vitest';
import { handleRest } from './rest/handle.ts';

/** Services over a database of their own and a gateway that is away, closed after the file's tests. */
export async function testServices(
  ofDatabase?: string,
): Promise<{ services: Services; logged: string[]; databaseUrl: string }> {
  const logged: string[] = [];
  const databaseUrl = ofDatabase ?? (await testDatabase()).url;
  const services = await openServices({
    databaseUrl,
    masterKey: testMasterKey().masterKey,
    gatewayUrl: 'http://127.0.0.1:9',
    now: Date.now,
    log: createLogger({ name: 'test', destination: { write: (line: string) => void logged.push(line) } }),
  });
  afterAll(() => services.close());
  return { services, logged, databaseUrl };
}

/** An answer of the REST, its body parsed where there is one. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> };

export type Ask = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** A request to the management API as programs make it. */
export function restRequest(method: string, path: string, options: { token?: string; body?: unknown } = {}): Request {
  const { token, body } = options;
  return new Request(`http://127.0.0.1:3000/api/v1${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** `response` as an Answer. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}

/** A tenant, its owner's token, and a client that carries it. */
export async function newClient(
  services: Services,
  options: TenantOptions = {},
): Promise<{ tenant: Tenant; token: string; ask: Ask }> {
  const tenant = await createTenant(services, options);
  const { token } = await createManagementToken(services, tenant.actor, { name: 'test', role: 'owner' });
  const ask: Ask = async (method, path, body) =>
    answerOf(await handleRest(services, restRequest(method, path, { token, body })));
  return { tenant, token, ask };
}
