import { ensurePartitions } from '@weir/db/sql/partitions';
import { writeUsage } from '@weir/db/sql/write-usage';
import type { LedgerRecord } from '@weir/protocol/ledger';
import type { Role } from '@weir/services/actor';
import { createGatewayKey } from '@weir/services/gateway-keys/create';
import { createProject } from '@weir/services/projects/create';
import { createLearner } from '@weir/services/quality/learn-from-feedback';
import type { Services } from '@weir/services/services';
import { addMember, testPassword } from '../add-member.ts';
import { randomFrom } from '../simulator/random.ts';
import { createTenant, type Tenant, type TenantProviderKey } from '../tenant.ts';
import { demoRatings } from './demo-ratings.ts';
import { addRoutes } from './demo-routes.ts';
import { type DemoKey, type DemoModel, demoSpan, demoTraffic } from './demo-traffic.ts';

/** Who can sign in to the demo, all with one password: `owner@example.org`, `admin@example.org` ... one for each role. */
export const demoPassword = testPassword;
export const demoSlug = 'demo';

export type Demo = Tenant & { readonly slug: string; readonly memberIds: Readonly<Record<Role, string>> };

/** Without an upstream the keys lead to the vendors themselves, who refuse them. */
function providerKeysOf(upstream: string | undefined): readonly TenantProviderKey[] {
  const at = (path: string) => (upstream === undefined ? {} : { baseUrl: `${upstream}${path}` });
  const keys = [
    { provider: 'openai', name: 'OpenAI main', ...at('/v1') },
    { provider: 'anthropic', name: 'Anthropic', ...at('') },
    { provider: 'groq', name: 'Groq', ...at('/v1') },
  ];
  // The simulator refuses a secret of this name.
  const dead = { provider: 'openai', name: 'OpenAI, old account', secret: 'dead-401-old-account', ...at('/v1') };
  return upstream === undefined ? keys : [...keys, dead];
}

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
async function addMembers(
  services: Services,
  organizationId: string,
): Promise<{ readonly memberIds: Demo['memberIds']; readonly ownerUserId: string }> {
  let ownerUserId = '';
  const add = async (role: Role): Promise<string> => {
    const name = role === 'owner' ? 'The owner' : `A member, ${role}`;
    const person = { role, email: `${role}@example.org`, name, isOperator: role === 'owner' };
    const { memberId, userId } = await addMember(services, organizationId, person);
    if (role === 'owner') ownerUserId = userId;
    return memberId;
  };
  const memberIds = {
    owner: await add('owner'),
    admin: await add('admin'),
    developer: await add('developer'),
    viewer: await add('viewer'),
    billing: await add('billing'),
  };
  return { memberIds, ownerUserId };
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
  return { keys, supportProjectId: second.id };
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
export async function seedDemo(
  services: Services,
  { calls, upstream }: { readonly calls: number /** A provider simulator's URL. */; readonly upstream?: string },
): Promise<Demo> {
  const providerKeys = providerKeysOf(upstream);
  const tenant = await createTenant(services, { name: 'Demo', slug: demoSlug, providerKeys });
  const { organizationId } = tenant;
  const { memberIds, ownerUserId } = await addMembers(services, organizationId);
  const { keys, supportProjectId } = await addKeys(services, tenant, memberIds);
  const projects = { main: tenant.projectId, support: supportProjectId };
  const owner = { ...tenant.actor, kind: 'user', id: ownerUserId } as const;
  const routes = await addRoutes(services, owner, projects);
  const span = demoSpan(services.now());
  const models = modelsFor(tenant.providerKeyIds);
  const traffic = { organizationId, keys, models, routes, calls, ...span, random: randomFrom(7) };
  const records = demoTraffic(traffic);
  await record(services, [...records, ...demoRatings(records, randomFrom(8))], span.fromMs);
  await createLearner(services).run();
  return { ...tenant, slug: demoSlug, memberIds };
}
