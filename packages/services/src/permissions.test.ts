import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { insertCall } from '@weir/db/sql/sample-rows';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Person } from './actor.ts';
import { listAuditLines } from './audit/list.ts';
import { findCallReceipt } from './calls/find-receipt.ts';
import { listCalls } from './calls/list.ts';
import { listOrganizationCalls } from './calls/list-organization.ts';
import { rateAnswer } from './calls/rate.ts';
import { readCallErrors } from './calls/read-errors.ts';
import { readAnswerRating } from './calls/read-rating.ts';
import { readCallReceipt } from './calls/read-receipt.ts';
import { summarizeCalls } from './calls/summarize.ts';
import { listModels } from './catalog/list-models.ts';
import { listProviders } from './catalog/list-providers.ts';
import { getDeadLetter } from './dead-letters/get.ts';
import { listDeadLetters } from './dead-letters/list.ts';
import { createGatewayKey } from './gateway-keys/create.ts';
import { getGatewayKey } from './gateway-keys/get.ts';
import { listGatewayKeys } from './gateway-keys/list.ts';
import { listAllGatewayKeys } from './gateway-keys/list-all.ts';
import { revokeGatewayKey } from './gateway-keys/revoke.ts';
import { rotateGatewayKey } from './gateway-keys/rotate.ts';
import { updateGatewayKey } from './gateway-keys/update.ts';
import { readLedgerHealth } from './ledger/read-health.ts';
import { createManagementToken } from './management-tokens/create.ts';
import { listManagementTokens } from './management-tokens/list.ts';
import { revokeManagementToken } from './management-tokens/revoke.ts';
import { getOrganization } from './organizations/get.ts';
import { updateOrganization } from './organizations/update.ts';
import { readOverview } from './overview/read.ts';
import { peopleRows, type Row, rowIn } from './permissions.test-support.ts';
import { createPrice } from './prices/create.ts';
import { deletePrice } from './prices/delete.ts';
import { listPrices } from './prices/list.ts';
import { archiveProject } from './projects/archive.ts';
import { createProject } from './projects/create.ts';
import { getProject } from './projects/get.ts';
import { listProjects } from './projects/list.ts';
import { updateProject } from './projects/update.ts';
import { createProviderKey } from './provider-keys/create.ts';
import { deleteProviderKey } from './provider-keys/delete.ts';
import { getProviderKey } from './provider-keys/get.ts';
import { listProviderKeys } from './provider-keys/list.ts';
import { listProviderKeyModels } from './provider-keys/list-models.ts';
import { reorderProviderKeys } from './provider-keys/reorder.ts';
import { retryProviderKeyTrial } from './provider-keys/retry-trial.ts';
import { rotateProviderKey } from './provider-keys/rotate.ts';
import { updateProviderKey } from './provider-keys/update.ts';
import { type Role, roles } from './roles.ts';
import { explaining, routeRows } from './routes/permissions.test-support.ts';
import { ServiceError } from './service-error.ts';
import { newActor, type TestServices, testServices } from './services.test-support.ts';
import type { Services } from './services.ts';
import { readLatency } from './usage/latency.ts';
import { readUsageNames } from './usage/names.ts';
import { readUsage } from './usage/read.ts';
import { readOrganizationUsage } from './usage/read-organization.ts';

const secret = 'sk-permission-test-0001';
const usdPerMillion = { input: '1' };
const all: readonly Role[] = roles;
const managers: readonly Role[] = ['owner', 'admin'];
const builders: readonly Role[] = ['owner', 'admin', 'developer'];
const readers: readonly Role[] = ['owner', 'admin', 'developer', 'viewer'];
const payers: readonly Role[] = ['owner', 'admin', 'billing'];

let services: TestServices;
let owner: Actor;
let serial = 0;

const world = () => ({ services, owner });
const row = rowIn(world);

const name = () => {
  serial += 1;
  return `n${serial}`;
};
const newProject = async () => (await createProject(services, owner, { name: name() })).id;
const newCall = async () =>
  insertCall(services.sql, Date.now(), { organization_id: owner.organizationId, project_id: await newProject() });
const newGatewayKey = async () => {
  const made = await createGatewayKey(services, owner, { projectId: await newProject(), name: name() });
  return made.id;
};
const newProviderKey = async () => {
  const made = await createProviderKey(services, owner, { provider: 'openai', name: name(), secret, skipTrial: true });
  return made.id;
};
const newDeadLetter = async () => {
  const [row] = await services.sql<[{ id: bigint }]>`
    insert into usage.dead_letters (organization_id, spool_id, segment, "offset", reason, record)
    values (${owner.organizationId}, 's', 1, 0, 'no such status', '{}') returning id`;
  return String(row.id);
};
const newPrice = async () => {
  const made = await createPrice(services, owner, { provider: 'openai', model: name(), usdPerMillion });
  return made.id;
};
const newToken = async () => (await createManagementToken(services, owner, { name: name(), role: 'viewer' })).id;

const table: readonly Row[] = [
  ...peopleRows(world),
  ...routeRows(world),
  row('organizations/get', getOrganization, { allowed: all, foreign: 'own', input: () => ({}) }),
  row('organizations/update', updateOrganization, { allowed: managers, foreign: 'own', input: () => ({}) }),
  row('projects/list', listProjects, { allowed: all, foreign: 'list', input: () => ({}) }),
  row('projects/create', createProject, { allowed: builders, foreign: 'own', input: () => ({ name: name() }) }),
  row('projects/get', getProject, {
    allowed: all,
    foreign: 'not_found',
    input: async () => ({ projectId: await newProject() }),
  }),
  row('projects/update', updateProject, {
    allowed: builders,
    foreign: 'not_found',
    input: async () => ({ projectId: await newProject(), name: name() }),
  }),
  row('projects/archive', archiveProject, {
    allowed: managers,
    foreign: 'not_found',
    input: async () => ({ projectId: await newProject() }),
  }),
  row('provider-keys/list', listProviderKeys, { allowed: readers, foreign: 'list', input: () => ({}) }),
  row('provider-keys/get', getProviderKey, {
    allowed: readers,
    foreign: 'not_found',
    input: async () => ({ id: await newProviderKey() }),
  }),
  row('provider-keys/create', createProviderKey, {
    allowed: managers,
    foreign: 'not_found',
    input: async () => ({ provider: 'openai', name: name(), secret, skipTrial: true, projectId: await newProject() }),
  }),
  row('provider-keys/update', updateProviderKey, {
    allowed: managers,
    foreign: 'not_found',
    input: async () => ({ id: await newProviderKey(), name: name() }),
  }),
  row('provider-keys/rotate', rotateProviderKey, {
    allowed: managers,
    foreign: 'not_found',
    input: async () => ({ id: await newProviderKey(), secret }),
  }),
  row('provider-keys/retry-trial', retryProviderKeyTrial, {
    allowed: managers,
    foreign: 'not_found',
    input: async () => ({ id: await newProviderKey() }),
  }),
  row('provider-keys/delete', deleteProviderKey, {
    allowed: managers,
    foreign: 'not_found',
    input: async () => ({ id: await newProviderKey() }),
  }),
  row('provider-keys/list-models', listProviderKeyModels, {
    allowed: readers,
    foreign: 'not_found',
    input: async () => ({ id: await newProviderKey() }),
  }),
  row('provider-keys/reorder', reorderProviderKeys, {
    allowed: managers,
    foreign: 'not_found',
    input: async () => ({ ids: [await newProviderKey()] }),
  }),
  row('gateway-keys/list-all', listAllGatewayKeys, { allowed: readers, foreign: 'list', input: () => ({}) }),
  row('gateway-keys/list', listGatewayKeys, {
    allowed: readers,
    foreign: 'not_found',
    input: async () => ({ projectId: await newProject() }),
  }),
  row('gateway-keys/create', createGatewayKey, {
    allowed: builders,
    foreign: 'not_found',
    input: async () => ({ projectId: await newProject(), name: name() }),
  }),
  row('gateway-keys/get', getGatewayKey, {
    allowed: readers,
    foreign: 'not_found',
    input: async () => ({ id: await newGatewayKey() }),
  }),
  row('gateway-keys/update', updateGatewayKey, {
    allowed: builders,
    foreign: 'not_found',
    input: async () => ({ id: await newGatewayKey(), name: name() }),
  }),
  row('gateway-keys/revoke', revokeGatewayKey, {
    allowed: builders,
    foreign: 'not_found',
    input: async () => ({ id: await newGatewayKey() }),
  }),
  row('gateway-keys/rotate', rotateGatewayKey, {
    allowed: builders,
    foreign: 'not_found',
    input: async () => ({ id: await newGatewayKey() }),
  }),
  row('prices/list', listPrices, { allowed: all, foreign: 'list', input: () => ({}) }),
  row('prices/create', createPrice, {
    allowed: payers,
    foreign: 'own',
    input: () => ({ provider: 'openai', model: name(), usdPerMillion }),
  }),
  row('prices/delete', deletePrice, {
    allowed: payers,
    foreign: 'not_found',
    input: async () => ({ id: await newPrice() }),
  }),
  row('management-tokens/list', listManagementTokens, { allowed: managers, foreign: 'list', input: () => ({}) }),
  row('management-tokens/create', createManagementToken, {
    allowed: managers,
    foreign: 'own',
    input: () => ({ name: name(), role: 'viewer' as const }),
  }),
  row('management-tokens/revoke', revokeManagementToken, {
    allowed: managers,
    foreign: 'not_found',
    input: async () => ({ id: await newToken() }),
  }),
  row('usage/read', readUsage, {
    allowed: all,
    foreign: 'not_found',
    input: async () => ({ projectId: await newProject() }),
  }),
  row('usage/read-organization', readOrganizationUsage, { allowed: all, foreign: 'list', input: () => ({}) }),
  row('usage/latency', readLatency, { allowed: all, foreign: 'list', input: () => ({}) }),
  row('usage/names', readUsageNames, { allowed: all, foreign: 'list', input: () => ({}) }),
  row('overview/read', readOverview, { allowed: all, foreign: 'own', input: () => ({}) }),
  row('calls/list-organization', listOrganizationCalls, { allowed: all, foreign: 'list', input: () => ({}) }),
  row('calls/summarize', summarizeCalls, { allowed: all, foreign: 'own', input: () => ({}) }),
  row('calls/read-errors', readCallErrors, {
    ...{ allowed: all, foreign: 'own' },
    input: () => ({ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }),
  }),
  row('calls/find-receipt', findCallReceipt, {
    ...{ allowed: all, foreign: 'own' },
    input: () => ({ callId: owner.organizationId }),
  }),
  row('calls/read-rating', readAnswerRating, {
    ...{ allowed: all, foreign: 'own' },
    input: () => ({ callId: owner.organizationId }),
  }),
  row('calls/rate', rateAnswer, {
    ...{ allowed: builders, foreign: 'not_found' },
    input: async () => ({ callId: await newCall(), score: 1 }),
  }),
  row('calls/list', listCalls, {
    allowed: all,
    foreign: 'not_found',
    input: async () => ({ projectId: await newProject() }),
  }),
  row('audit/list', listAuditLines, { allowed: managers, foreign: 'list', input: () => ({}) }),
  row('dead-letters/list', listDeadLetters, { allowed: builders, foreign: 'list', input: () => ({}) }),
  row('dead-letters/get', getDeadLetter, {
    allowed: builders,
    foreign: 'not_found',
    input: async () => ({ id: await newDeadLetter() }),
  }),
  row('ledger/read-health', readLedgerHealth, { allowed: all, foreign: 'own', input: () => ({}) }),
  row('catalog/list-models', listModels, { allowed: all, foreign: 'own', input: () => ({ provider: 'groq' }) }),
  row('catalog/list-providers', listProviders, { allowed: all, foreign: 'own', input: () => ({}) }),
];

const source = import.meta.dirname;

/** Every file that defines a verb in this way. */
function filesWith(definition: 'verb({' | 'operatorVerb({'): string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' });
  const verbs = files.filter((file) => /^[\w-]+\/[\w-]+\.ts$/.test(file) && !file.includes('.test'));
  return verbs
    .filter((file) => readFileSync(join(source, file), 'utf8').includes(`= ${definition}`))
    .map((file) => file.replace(/\.ts$/, ''));
}

type OfOperator = (services: Services, person: Person, input: unknown) => Promise<unknown>;

function isOfOperator(value: unknown): value is OfOperator {
  return typeof value === 'function' && 'access' in value && value.access === 'operator';
}

async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    if (error instanceof ServiceError) return error.code;
    throw error;
  }
}

beforeAll(async () => {
  services = explaining(await testServices());
  owner = await newActor(services);
});

describe('the permission table', () => {
  it('is walked for every verb', () => {
    const walked = [...table.map((each) => each.name), 'calls/read-receipt'];
    expect(walked.sort()).toEqual(filesWith('verb({').sort());
  });

  it.each(table)('$name lets just its roles in', async ({ allowed, prepare }) => {
    // Refused calls change nothing, so one preparation serves them all and then one call that is let in.
    const shared = await prepare();
    for (const role of roles.filter((each) => !allowed.includes(each))) {
      expect(`${role}: ${await refusal(shared({ ...owner, role }))}`).toBe(`${role}: forbidden`);
    }
    for (const [index, role] of allowed.entries()) {
      const call = index === 0 ? shared : await prepare();
      expect(`${role}: ${await refusal(call({ ...owner, role }))}`).toBe(`${role}: done`);
    }
  });
});

describe('the operator', () => {
  it.each(filesWith('operatorVerb({'))('alone may run %s, whatever the input', async (file) => {
    const module: Record<string, unknown> = await import(join(source, `${file}.ts`));
    const verbs = Object.values(module).filter(isOfOperator);
    expect(verbs).not.toEqual([]);
    const person = { userId: owner.id, sessionId: owner.id, isOperator: false };
    for (const verb of verbs) expect(await refusal(verb(services, person, {}))).toBe('forbidden');
  });
});

describe('an owner of another organization', () => {
  it.each(table.filter(({ foreign }) => foreign === 'not_found'))('finds nothing by $name', async ({ prepare }) => {
    const stranger = await newActor(services);
    const call = await prepare();
    expect(await refusal(call(stranger))).toBe('not_found');
  });

  it.each(table.filter(({ foreign }) => foreign === 'list'))('sees nothing of ours by $name', async ({ prepare }) => {
    const stranger = await newActor(services);
    const call = await prepare();
    const text = JSON.stringify(await call(stranger));
    expect(text).not.toContain(owner.organizationId);
    expect(JSON.parse(text)).toMatchObject({ nextCursor: null });
    const ours = JSON.stringify(await call(owner));
    for (const [id] of ours.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g)) expect(text).not.toContain(id);
  });

  it('changes only its own organization', async () => {
    const stranger = await newActor(services);
    await updateOrganization(services, stranger, { name: 'Mine now' });
    expect((await getOrganization(services, owner, {})).name).not.toBe('Mine now');
    expect((await getOrganization(services, stranger, {})).id).toBe(stranger.organizationId);
  });
});

describe('a receipt', () => {
  it.each(roles)('may be asked for by %s', async (role) => {
    const callId = owner.organizationId;
    expect(await refusal(readCallReceipt(services, { ...owner, role }, { callId }))).toBe('not_found');
  });
});

describe('an admin', () => {
  it('cannot make itself an owner, nor take an owner its token', async () => {
    const admin: Actor = { ...owner, role: 'admin' };
    expect(await refusal(createManagementToken(services, admin, { name: 'up', role: 'owner' }))).toBe('forbidden');
    const { id } = await createManagementToken(services, owner, { name: 'own', role: 'owner' });
    expect(await refusal(revokeManagementToken(services, admin, { id }))).toBe('forbidden');
    expect(await refusal(revokeManagementToken(services, owner, { id }))).toBe('done');
  });
});
