import { ensurePartitions } from '@weir/db/sql/partitions';
import { writeUsage } from '@weir/db/sql/write-usage';
import type { LedgerRecord } from '@weir/protocol/ledger';
import type { Role } from '@weir/services/actor';
import { createGatewayKey } from '@weir/services/gateway-keys/create';
import { createProject } from '@weir/services/projects/create';
import type { Services } from '@weir/services/services';
import { addMember, testPassword } from '../add-member.ts';
import { randomFrom } from '../simulator/random.ts';
import { createTenant, type Tenant } from '../tenant.ts';
import { type DemoKey, type DemoModel, demoSpan, demoTraffic } from './demo-traffic.ts';

/** Who can sign in to the demo, all with one password: `owner@example.org`, `admin@example.org` ... one for each role. */
export const demoPassword = testPassword;
export const demoSlug = 'demo';

export type Demo = Tenant & { readonly slug: string; readonly memberIds: Readonly<Record<Role, string>> };

const providerKeys = [
  { provider: 'openai', name: 'OpenAI main' },
  { provider: 'anthropic', name: 'Anthropic' },
  { provider: 'groq', name: 'Groq' },
];

function modelsFor([openai, anthropic, groq]: readonly string[]): [DemoModel, ...DemoModel[]] {
  const known = (id: string | undefined) => (id === undefined ? {} : { providerKeyId: id });
  return [
    { provider: 'openai', model: 'gpt-5-mini', weight: 34, ...known(openai) },
    { provider: 'openai', model: 'gpt-4.1', weight: 14, ...known(openai) },
    { provider: 'anthropic', model: 'claude-sonnet-4-5', weight: 22, ...known(anthropic) },
    { provider: 'anthropic', model: 'claude-haiku-4-5', weight: 12, ...known(anthropic) },
    { provider: 'groq', model: 'llama-3.3-70b-versatile', weight: 12, ...known(groq) },
    // In no price book: its cost is unknown.
    { provider: 'openai', model: 'ft:tone-of-voice', weight: 2, ...known(openai) },
    { provider: 'sandbox', model: 'fast', weight: 4, isSimulated: true },
  ];
}

/** A user for each role. The owner runs the instance as well. */
async function addMembers(services: Services, organizationId: string): Promise<Demo['memberIds']> {
  const add = async (role: Role): Promise<string> => {
    const name = role === 'owner' ? 'The owner' : `A member, ${role}`;
    const person = { role, email: `${role}@example.org`, name, isOperator: role === 'owner' };
    return (await addMember(services, organizationId, person)).memberId;
  };
  return {
    owner: await add('owner'),
    admin: await add('admin'),
    developer: await add('developer'),
    viewer: await add('viewer'),
    billing: await add('billing'),
  };
}

async function addKeys(services: Services, tenant: Tenant, members: Demo['memberIds']) {
  const { actor, projectId, gatewayKeyId } = tenant;
  const second = await createProject(services, actor, { name: 'Support desk' });
  const wanted = [
    { projectId, name: 'Search page', ownerMemberId: members.developer },
    { projectId, name: 'Nightly batch' },
    { projectId: second.id, name: 'Support bot', ownerMemberId: members.admin },
  ];
  const keys: [DemoKey, ...DemoKey[]] = [{ id: gatewayKeyId, projectId }];
  for (const key of wanted) {
    const { id } = await createGatewayKey(services, actor, key);
    const memberId = key.ownerMemberId;
    keys.push({ id, projectId: key.projectId, ...(memberId === undefined ? {} : { memberId }) });
  }
  return keys;
}

const batchRecords = 1_000;

async function record({ sql }: Services, records: readonly LedgerRecord[], fromMs: number): Promise<void> {
  await ensurePartitions(sql, fromMs);
  await ensurePartitions(sql, Date.now());
  let attempts = 0;
  for (let offset = 0; offset < records.length; offset += batchRecords) {
    const part = records.slice(offset, offset + batchRecords);
    attempts += part.filter(({ kind }) => kind === 'attempt').length;
    const from = offset === 0 ? { segment: 0, offset: 0 } : { segment: 1, offset };
    const to = { segment: 1, offset: offset + part.length };
    await writeUsage(sql, { batch: { spoolId: 'demo', from, to, attempts }, records: part });
  }
  // No gateway will ever ask how far this spool is.
  await sql`delete from usage.watermarks where spool_id = 'demo'`;
}

/** The organization `demo`: members of every role, projects, keys, and `calls` calls over the last 30 days. */
export async function seedDemo(services: Services, options: { readonly calls: number }): Promise<Demo> {
  const tenant = await createTenant(services, { name: 'Demo', slug: demoSlug, providerKeys });
  const { organizationId } = tenant;
  const memberIds = await addMembers(services, organizationId);
  const keys = await addKeys(services, tenant, memberIds);
  const span = demoSpan(services.now());
  const models = modelsFor(tenant.providerKeyIds);
  const traffic = { organizationId, keys, models, ...options, ...span, random: randomFrom(7) };
  await record(services, demoTraffic(traffic), span.fromMs);
  return { ...tenant, slug: demoSlug, memberIds };
}
