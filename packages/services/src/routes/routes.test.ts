import { projectConfig } from '@weir/access/project-config';
import { projectById } from '@weir/db/sql/project-configs';
import { uuidv7 } from '@weir/runtime/uuid';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { listAuditLines } from '../audit/list.ts';
import { newMember } from '../members/members.test-support.ts';
import { archiveProject } from '../projects/archive.ts';
import { createProject } from '../projects/create.ts';
import { createProviderKey } from '../provider-keys/create.ts';
import { updateProviderKey } from '../provider-keys/update.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { archiveRoute } from './archive.ts';
import { createRoute } from './create.ts';
import { discardRouteDraft } from './discard-draft.ts';
import { getRoute } from './get.ts';
import { getRouteVersion } from './get-version.ts';
import { listRoutes } from './list.ts';
import { listRouteVersions } from './list-versions.ts';
import { planOf } from './permissions.test-support.ts';
import { publishRoute } from './publish.ts';
import { renameRoute } from './rename.ts';
import { rollBackRoute } from './roll-back.ts';
import { saveRouteDraft } from './save-draft.ts';
import { updateRoute } from './update.ts';

let services: TestServices;
let actor: Actor;
let projectId: string;

beforeAll(async () => {
  services = await testServices();
});
beforeEach(async () => {
  actor = await newActor(services);
  projectId = (await createProject(services, actor, { name: 'Main' })).id;
});

const [one, two, three] = [planOf('gpt-4o'), planOf('gpt-4o-mini'), planOf('o3')];
const create = (name: string, plan = one) => createRoute(services, actor, { projectId, name, plan });

async function document() {
  return projectConfig.parse((await projectById(services.sql, projectId))?.document);
}
async function called() {
  const { routes = [] } = await document();
  return routes.map(({ name, version, plan }) => [name, version, plan]);
}
async function changes(): Promise<number> {
  const [row] = await services.sql<[{ count: number }]>`
    select count(*)::int as count from control_changes where project_id = ${projectId}`;
  return row.count;
}

describe('a route', () => {
  it('is called by its first version once it is created, and by the next ones as they are published', async () => {
    const before = await changes();
    const route = await create('chat');
    expect(route).toMatchObject({ name: 'chat', publishedVersion: 1, plan: one, hasDraft: false, draft: null });
    expect(await called()).toEqual([['chat', 1, one]]);
    expect(await changes()).toBe(before + 1);
    const updated = await updateRoute(services, actor, { id: route.id, plan: two, note: 'cheaper' });
    expect(updated).toMatchObject({ publishedVersion: 2, plan: two, publishedBy: { kind: 'token', id: actor.id } });
    expect(await called()).toEqual([['chat', 2, two]]);
    expect(await changes()).toBe(before + 2);
    expect(await getRoute(services, actor, { id: route.id })).toEqual(updated);
  });

  it('that begins as a draft is called by nobody until it is published', async () => {
    const route = await createRoute(services, actor, { projectId, name: 'soon', plan: one, draft: true });
    expect(route).toMatchObject({ publishedVersion: null, plan: null, hasDraft: true, draft: one });
    expect(await called()).toEqual([]);
    const published = await publishRoute(services, actor, { id: route.id, note: 'first' });
    expect(published).toMatchObject({ publishedVersion: 1, plan: one, hasDraft: false, draft: null });
    expect(await called()).toEqual([['soon', 1, one]]);
  });

  it('keeps a draft aside: what is called stays until it is published', async () => {
    const { id } = await create('chat');
    const drafted = await saveRouteDraft(services, actor, { id, plan: two });
    expect(drafted).toMatchObject({ plan: one, draft: two, draftUpdatedBy: { kind: 'token', id: actor.id } });
    expect(await called()).toEqual([['chat', 1, one]]);
    expect(await updateRoute(services, actor, { id, plan: three })).toMatchObject({ plan: three, draft: two });
    expect(await discardRouteDraft(services, actor, { id })).toMatchObject({ hasDraft: false, draftUpdatedBy: null });
    await expect(publishRoute(services, actor, { id })).rejects.toMatchObject({ code: 'conflict' });
    expect(await called()).toEqual([['chat', 2, three]]);
  });

  it('rolls back by publishing an old plan again; no version is taken back', async () => {
    const { id } = await create('chat');
    await updateRoute(services, actor, { id, plan: two, note: 'second' });
    expect(await rollBackRoute(services, actor, { id, version: 1 })).toMatchObject({ publishedVersion: 3, plan: one });
    const { data } = await listRouteVersions(services, actor, { id });
    expect(data.map(({ version, note }) => [version, note])).toEqual([
      [3, 'The plan of version 1 again.'],
      [2, 'second'],
      [1, null],
    ]);
    expect(await getRouteVersion(services, actor, { id, version: 2 })).toMatchObject({ plan: two, note: 'second' });
    await expect(rollBackRoute(services, actor, { id, version: 3 })).rejects.toMatchObject({ field: 'version' });
    await expect(rollBackRoute(services, actor, { id, version: 9 })).rejects.toMatchObject({ code: 'not_found' });
    expect(await called()).toEqual([['chat', 3, one]]);
  });

  it('is archived by who types its name; then nobody can call it, and the name is free', async () => {
    const { id } = await create('chat');
    const wrong = archiveRoute(services, actor, { id, confirmName: 'chats' });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid', field: 'confirmName' });
    expect(await archiveRoute(services, actor, { id, confirmName: 'chat' })).toMatchObject({ name: 'chat', plan: one });
    expect(await called()).toEqual([]);
    await expect(updateRoute(services, actor, { id, plan: two })).rejects.toMatchObject({ code: 'conflict' });
    expect(await getRoute(services, actor, { id })).toMatchObject({ archivedAt: expect.any(String) });
    const again = await create('chat', two);
    const list = async (archived: boolean) =>
      (await listRoutes(services, actor, { projectId, archived })).data.map((route) => route.id);
    expect(await list(false)).toEqual([again.id]);
    expect(await list(true)).toEqual([again.id, id]);
  });

  it('has a name that no other route of its project has, and that is none of a model', async () => {
    const { id } = await create('chat');
    await expect(create('chat')).rejects.toMatchObject({ code: 'conflict', field: 'name' });
    const other = await create('other');
    await expect(renameRoute(services, actor, { id: other.id, name: 'chat' })).rejects.toMatchObject({ field: 'name' });
    await expect(create('openai/gpt-4o')).rejects.toMatchObject({ code: 'invalid', field: 'name' });
    expect(await renameRoute(services, actor, { id, name: 'talk' })).toMatchObject({ name: 'talk' });
    expect((await called()).map(([name]) => name)).toEqual(['other', 'talk']);
    const elsewhere = (await createProject(services, actor, { name: 'Other' })).id;
    await createRoute(services, actor, { projectId: elsewhere, name: 'talk', plan: one });
  });

  it('goes with its project', async () => {
    const { id } = await create('chat');
    await archiveProject(services, actor, { projectId });
    expect((await document()).routes).toEqual([]);
    await expect(updateRoute(services, actor, { id, plan: two })).rejects.toMatchObject({ code: 'conflict' });
    await expect(create('late')).rejects.toMatchObject({ code: 'conflict' });
    expect(await getRoute(services, actor, { id })).toMatchObject({ name: 'chat' });
  });
});

describe('a plan', () => {
  it.each([
    [
      { strategy: { kind: 'fallback', children: [{ kind: 'target', provider: 'groq' }] } },
      'plan.strategy.children.0.model',
    ],
    [{ strategy: { kind: 'best' } }, 'plan.strategy.kind'],
    [{ strategy: one.strategy, retries: 1 }, 'plan.retries'],
  ])('that is not sound is refused where it is not: %j', async (plan, field) => {
    const input = JSON.parse(JSON.stringify({ projectId, name: 'chat', plan }));
    await expect(createRoute(services, actor, input)).rejects.toMatchObject({ code: 'invalid', field });
  });

  it('that is too large for every gateway to hold is refused', async () => {
    const children = Array.from({ length: 20 }, () => ({ ...one.strategy, model: 'm'.repeat(256) }));
    const nested = Array.from({ length: 20 }, () => ({ kind: 'fallback' as const, children }));
    const plan = { strategy: { kind: 'fallback' as const, children: nested } };
    const { id } = await create('chat');
    await expect(saveRouteDraft(services, actor, { id, plan })).rejects.toMatchObject({ field: 'plan' });
    await expect(updateRoute(services, actor, { id, plan })).rejects.toMatchObject({ field: 'plan' });
  });

  it('comes back as it was written, and reaches gateways so', async () => {
    const plan = {
      strategy: {
        kind: 'conditional' as const,
        when: [
          { if: { all: [{ fact: 'metadata.tier' as const, op: 'is' as const, value: 'gold' }] }, use: one.strategy },
        ],
        otherwise: {
          kind: 'race' as const,
          children: [two.strategy, three.strategy],
          start: { hedgeAfterMs: 'p95' as const },
        },
      },
      retry: { on: ['timeout' as const] },
      sticky: { by: 'metadata.team' as const },
      requires: { regions: ['eu'], zeroRetention: true },
    };
    const { id } = await createRoute(services, actor, { projectId, name: 'all', plan });
    expect((await getRoute(services, actor, { id })).plan).toEqual(plan);
    expect(await called()).toEqual([['all', 1, plan]]);
  });

  it('belongs to one of at most 200 routes of a project', async () => {
    await create('chat');
    await services.sql`
      insert into routes (id, organization_id, project_id, name)
      select gen_random_uuid(), ${actor.organizationId}, ${projectId}, 'r' || n from generate_series(1, 199) as n`;
    await expect(create('one-more')).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('two who change a route at once', () => {
  it('publish one after the other, with versions that follow each other', async () => {
    const { id } = await create('chat');
    const plans = Array.from({ length: 6 }, (_, index) => planOf(`m${index}`));
    const done = await Promise.all(plans.map((plan) => updateRoute(services, actor, { id, plan })));
    expect(done.map(({ publishedVersion }) => publishedVersion).sort()).toEqual([2, 3, 4, 5, 6, 7]);
    const last = done.find(({ publishedVersion }) => publishedVersion === 7);
    expect(await called()).toEqual([['chat', 7, last?.plan]]);
  });

  it('are told apart where they say what they went out from: one wins, the other learns who did', async () => {
    const { id } = await create('chat');
    const publish = (plan: typeof one) => updateRoute(services, actor, { id, plan, expectedVersion: 1 });
    const settled = await Promise.allSettled([publish(two), publish(three)]);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const member = await newMember(services, actor.organizationId, 'developer');
    await updateRoute(services, member, { id, plan: one });
    const refused = await publish(two).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'conflict', field: 'expectedVersion' });
    const { publishedAt, publishedBy } = await getRoute(services, actor, { id });
    expect(publishedBy).toMatchObject({ kind: 'user', name: expect.any(String) });
    const { message } = Object(refused);
    expect(message).toContain(`version 3, published by ${publishedBy?.name} at ${publishedAt}`);
  });

  it('do not write over a draft that they have not seen', async () => {
    const { id } = await create('chat');
    const first = await saveRouteDraft(services, actor, { id, plan: two, expectedDraftAt: null });
    const seen = first.draftUpdatedAt;
    const unseen = saveRouteDraft(services, actor, { id, plan: three, expectedDraftAt: null });
    await expect(unseen).rejects.toMatchObject({ code: 'conflict', field: 'expectedDraftAt' });
    const second = await saveRouteDraft(services, actor, {
      id,
      plan: three,
      expectedDraftAt: seen,
      expectedVersion: 1,
    });
    expect(second.draftUpdatedAt).not.toBe(seen);
    await expect(publishRoute(services, actor, { id, expectedDraftAt: seen })).rejects.toMatchObject({
      message: expect.stringContaining(`at ${second.draftUpdatedAt}`),
    });
    await expect(discardRouteDraft(services, actor, { id, expectedDraftAt: seen })).rejects.toThrow();
    await publishRoute(services, actor, { id, expectedDraftAt: second.draftUpdatedAt });
    const late = saveRouteDraft(services, actor, { id, plan: one, expectedDraftAt: second.draftUpdatedAt });
    await expect(late).rejects.toThrow(/published or discarded by/);
  });
});

describe('another organization', () => {
  it('finds nothing of a route, by whatever verb', async () => {
    const { id } = await create('chat');
    await saveRouteDraft(services, actor, { id, plan: two });
    const stranger = await newActor(services);
    const gone = { code: 'not_found' };
    await expect(getRoute(services, stranger, { id })).rejects.toMatchObject(gone);
    await expect(getRouteVersion(services, stranger, { id, version: 1 })).rejects.toMatchObject(gone);
    await expect(listRouteVersions(services, stranger, { id })).rejects.toMatchObject(gone);
    await expect(listRoutes(services, stranger, { projectId })).rejects.toMatchObject(gone);
    await expect(createRoute(services, stranger, { projectId, name: 'x', plan: one })).rejects.toMatchObject(gone);
    await expect(publishRoute(services, stranger, { id })).rejects.toMatchObject(gone);
    await expect(archiveRoute(services, stranger, { id, confirmName: 'chat' })).rejects.toMatchObject(gone);
    expect(await called()).toEqual([['chat', 1, one]]);
    const here = (await createProject(services, stranger, { name: 'Here' })).id;
    await createRoute(services, stranger, { projectId: here, name: 'chat', plan: two });
    const other = projectConfig.parse((await projectById(services.sql, here))?.document);
    expect(other.routes).toMatchObject([{ name: 'chat', plan: two }]);
    expect(await called()).toEqual([['chat', 1, one]]);
  });

  it('cannot have a version of ours, whatever a query says', async () => {
    const { id } = await create('chat');
    const stranger = await newActor(services);
    const insert = services.sql`
      insert into route_versions (id, organization_id, route_id, version, plan, published_by_kind, published_by_id)
      values (${uuidv7()}, ${stranger.organizationId}, ${id}, 2, '{}', 'user', 'u')`;
    await expect(insert).rejects.toThrow(/route_versions_organization_id_route_id_fkey/);
  });
});

describe('the audit log', () => {
  it('has a line for everything that is done to a route, with a warning where clients notice', async () => {
    const { id } = await create('chat');
    await saveRouteDraft(services, actor, { id, plan: two });
    await publishRoute(services, actor, { id, note: 'why' });
    await saveRouteDraft(services, actor, { id, plan: three });
    await discardRouteDraft(services, actor, { id });
    await rollBackRoute(services, actor, { id, version: 1 });
    await renameRoute(services, actor, { id, name: 'talk' });
    await archiveRoute(services, actor, { id, confirmName: 'talk' });
    const { data } = await listAuditLines(services, actor, { subjectKind: 'route', subjectId: id });
    expect(data.map(({ action, subjectName, detail }) => ({ action, subjectName, detail })).reverse()).toEqual([
      { action: 'route.create', subjectName: 'talk', detail: { name: 'chat', version: 1 } },
      { action: 'route.save_draft', subjectName: 'talk', detail: { name: 'chat' } },
      { action: 'route.publish', subjectName: 'talk', detail: { name: 'chat', version: 2, note: 'why' } },
      { action: 'route.save_draft', subjectName: 'talk', detail: { name: 'chat' } },
      { action: 'route.discard_draft', subjectName: 'talk', detail: { name: 'chat' } },
      {
        action: 'route.roll_back',
        subjectName: 'talk',
        detail: { name: 'chat', version: 3, note: 'The plan of version 1 again.', planOfVersion: 1 },
      },
      {
        action: 'route.rename',
        subjectName: 'talk',
        detail: {
          before: 'chat',
          name: 'talk',
          keys: 0,
          warning: expect.stringContaining('Calls of chat fail from now on'),
        },
      },
      { action: 'route.archive', subjectName: 'talk', detail: { name: 'talk' } },
    ]);
  });
});

describe('a provider key', () => {
  it('says where it works, what is kept and how much it takes, to its members and to gateways', async () => {
    const given = { provider: 'openai', name: 'eu', secret: 'sk-route-test-0001', skipTrial: true };
    const plain = await createProviderKey(services, actor, given);
    expect(plain).toMatchObject({ region: null, zeroRetention: false, weight: 1 });
    expect((await document()).providerKeys).toEqual([
      expect.not.objectContaining({ region: expect.anything(), weight: expect.anything() }),
    ]);
    const change = { region: 'eu', zeroRetention: true, weight: 2.5 };
    expect(await updateProviderKey(services, actor, { id: plain.id, ...change })).toMatchObject(change);
    expect((await document()).providerKeys).toMatchObject([change]);
    expect(await createProviderKey(services, actor, { ...given, name: 'two', ...change })).toMatchObject(change);
    expect(await updateProviderKey(services, actor, { id: plain.id, region: null })).toMatchObject({ region: null });
    const negative = updateProviderKey(services, actor, { id: plain.id, weight: -1 });
    await expect(negative).rejects.toMatchObject({ code: 'invalid', field: 'weight' });
  });
});
