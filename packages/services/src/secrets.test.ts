import { describe, expect, it } from 'vitest';
import { listAuditLines } from './audit/list.ts';
import { createGatewayKey } from './gateway-keys/create.ts';
import { rotateGatewayKey } from './gateway-keys/rotate.ts';
import { bootstrapInstance } from './instance/bootstrap.ts';
import { authenticate } from './management-tokens/authenticate.ts';
import { createManagementToken } from './management-tokens/create.ts';
import { createProviderKey } from './provider-keys/create.ts';
import { listProviderKeys } from './provider-keys/list.ts';
import { rotateProviderKey } from './provider-keys/rotate.ts';
import { type TestServices, testServices } from './services.test-support.ts';

/** Every value of every table, as text. */
async function wholeDatabase({ sql }: TestServices): Promise<string> {
  const tables = await sql<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema in ('public', 'usage') and table_type = 'BASE TABLE'`;
  expect(tables.length).toBeGreaterThan(10);
  const texts = await Promise.all(
    tables.map(async ({ schema, name }) => {
      const rows = await sql<{ text: string }[]>`select t::text as text from ${sql(schema)}.${sql(name)} t`;
      return rows.map(({ text }) => text).join('\n');
    }),
  );
  return texts.join('\n');
}

describe('secrets', () => {
  it('stand in clear in no table, no list, no audit line and no log line', async () => {
    const services = await testServices();
    const canaries = ['sk-canary-1-aaaabbbbcccc', 'sk-canary-2-ddddeeeeffff'];
    const env = { WEIR_ADMIN_EMAIL: 'ada@example.com', WEIR_ADMIN_PASSWORD: 'canary-password-42' };
    const made = await bootstrapInstance(services, env);
    if (made === undefined) throw new Error('nothing was made');
    const actor = await authenticate(services, made.managementToken);
    if (actor === undefined) throw new Error('the token does not work');
    const [first = '', second = ''] = canaries;
    const stored = await createProviderKey(services, actor, { provider: 'openai', name: 'main', secret: first });
    const rotated = await rotateProviderKey(services, actor, { id: stored.id, secret: second });
    const gatewayKey = await createGatewayKey(services, actor, { projectId: made.projectId, name: 'k' });
    const turned = await rotateGatewayKey(services, actor, { id: gatewayKey.id, graceSeconds: 60 });
    const token = await createManagementToken(services, actor, { name: 't', role: 'viewer' });
    const shownOnce = [made.managementToken, made.gatewayKey, gatewayKey.key, turned.key, token.token];
    const secrets = [...canaries, env.WEIR_ADMIN_PASSWORD, ...shownOnce];
    const audit = await listAuditLines(services, actor, { limit: 200 });
    expect(audit.data.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'organization.create',
        'provider_key.rotate',
        'gateway_key.rotate',
        'management_token.create',
      ]),
    );
    const places = {
      database: await wholeDatabase(services),
      audit: JSON.stringify(audit),
      answers: JSON.stringify([stored, rotated, await listProviderKeys(services, actor, {})]),
      log: services.logged.join('\n'),
    };
    for (const [place, text] of Object.entries(places)) {
      for (const secret of secrets) expect(`${place} ${text.includes(secret)}`).toBe(`${place} false`);
    }
    expect(places.database).toContain(stored.id);
  });
});
