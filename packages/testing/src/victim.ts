import { openSql } from '@weir/db/sql/client';
import { uuidv7 } from '@weir/runtime/uuid';
import { createInvitation } from '@weir/services/invitations/create';
import { createManagementToken } from '@weir/services/management-tokens/create';
import { createRoute } from '@weir/services/routes/create';
import { saveRouteDraft } from '@weir/services/routes/save-draft';
import type { Services } from '@weir/services/services';
import { createTeam } from '@weir/services/teams/create';
import { addMember } from './add-member.ts';
import { dumpOrganization } from './dump.ts';
import { createTenant, type Tenant } from './tenant.ts';
import { writeUsageHistory } from './usage-history.ts';

/** Stands in everything that people named in the victim's organization, whose own name is another word. */
export const contentMark = 'quillfeather';
export const nameMark = 'heronry';

/** An organization that others try to reach, with something of every kind in it. */
export type Victim = {
  readonly organizationId: string;
  readonly slug: string;
  readonly projectId: string;
  /** One of each kind of thing: what an id may stand for. */
  readonly things: readonly string[];
  /** Every id in its rows, and the marks. */
  readonly marks: readonly string[];
};

/** Every row of the organization, and those of its people. */
export async function dumpVictim(services: Services, organizationId: string): Promise<string[]> {
  const { sql } = services;
  const own = sql`(select user_id from members where organization_id = ${organizationId})`;
  const people = await sql<{ row: string }[]>`
    select 'users: ' || u::text as row from users u where id in ${own}
    union all select 'sessions: ' || s::text from sessions s where user_id in ${own}
    union all select 'identities: ' || i::text from identities i where user_id in ${own}
    union all select 'email tokens: ' || e::text from email_tokens e where user_id in ${own}`;
  const rows = await dumpOrganization(sql, organizationId);
  return [...rows, ...people.map(({ row }) => row).sort()];
}

async function addUsage(databaseUrl: string, { organizationId, projectId, gatewayKeyId }: Tenant): Promise<string> {
  const sql = openSql(databaseUrl, { max: 1 });
  const [fromMs, toMs] = [Date.now() - 3_600_000, Date.now()];
  const models = [{ provider: 'openai', model: contentMark, weight: 1, durationMs: 10 }];
  const callers = [{ projectId, gatewayKeyId, weight: 1 }];
  await writeUsageHistory(sql, { organizationId, callers, models, calls: 60, fromMs, toMs, seed: 7 });
  const [call] = await sql<[{ callId: string }]>`
    select call_id as "callId" from usage.calls where organization_id = ${organizationId} limit 1`;
  await sql.end();
  return call.callId;
}

/** Letters are numbered: a number that stands nowhere by chance. */
const deadLetterId = '4815162342108';

async function addDeadLetter({ sql }: Services, { organizationId }: Tenant): Promise<string> {
  const [letter] = await sql<[{ id: string }]>`
    insert into usage.dead_letters (id, organization_id, spool_id, segment, "offset", reason, record)
    overriding system value values (${deadLetterId}, ${organizationId}, ${contentMark}, 1, 1, ${contentMark}, ${contentMark}) returning id::text`;
  return letter.id;
}

async function addPeople(services: Services, { actor, organizationId }: Tenant): Promise<readonly string[]> {
  const member = await addMember(services, organizationId, { role: 'owner', name: contentMark });
  const sessionId = uuidv7();
  await services.sql`
    insert into sessions (id, user_id, seen_at, expires_at, address, user_agent)
    values (${sessionId}, ${member.userId}, now(), now() + interval '1 day', '', ${contentMark})`;
  const team = await createTeam(services, actor, { name: contentMark });
  const invitation = await createInvitation(services, actor, { email: `${contentMark}@example.org`, role: 'viewer' });
  const token = await createManagementToken(services, actor, { name: contentMark, role: 'viewer' });
  return [member.memberId, member.userId, sessionId, team.id, invitation.id, token.id];
}

async function addRoute(services: Services, { actor, projectId }: Tenant): Promise<string> {
  const plan = { strategy: { kind: 'target', provider: 'openai', model: contentMark } } as const;
  const route = await createRoute(services, actor, { projectId, name: contentMark, plan, note: contentMark });
  await saveRouteDraft(services, actor, { id: route.id, plan });
  return route.id;
}

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Makes a victim. */
export async function newVictim(services: Services, databaseUrl: string): Promise<Victim> {
  const slug = `${nameMark}-${uuidv7()}`;
  const tenant = await createTenant(services, {
    name: nameMark,
    slug,
    providerKeys: [{ provider: 'openai', name: contentMark }],
    prices: [{ provider: 'openai', model: contentMark, usdPerMillion: { input: '1' } }],
  });
  const { organizationId, projectId, gatewayKeyId, providerKeyIds } = tenant;
  await services.sql`update projects set name = ${contentMark} where id = ${projectId}`;
  await services.sql`update gateway_keys set name = ${contentMark} where id = ${gatewayKeyId}`;
  const callId = await addUsage(databaseUrl, tenant);
  const others = [
    ...(await addPeople(services, tenant)),
    await addDeadLetter(services, tenant),
    await addRoute(services, tenant),
  ];
  const [price] = await services.sql<[{ id: string }]>`
    select id from custom_prices where organization_id = ${organizationId}`;
  const things = [projectId, gatewayKeyId, ...providerKeyIds, price.id, callId, organizationId, ...others];
  const rows = (await dumpVictim(services, organizationId)).join('\n');
  const marks = new Set([contentMark, nameMark, ...(rows.match(uuids) ?? [])]);
  return { organizationId, slug, projectId, things, marks: [...marks] };
}
