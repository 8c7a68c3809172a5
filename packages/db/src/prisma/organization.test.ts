import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSql, type Sql } from '../sql/client.ts';
import { changesSince } from '../sql/project-configs.ts';
import { appendChange } from './append-change.ts';
import { type Database, openPrisma, transact } from './client.ts';
import { constraintOf } from './errors.ts';
import { instance } from './instance.ts';
import { organization } from './organization.ts';

let database: Database;
let sql: Sql;

beforeAll(async () => {
  const { url } = await testDatabase();
  database = openPrisma(url);
  sql = openSql(url, { max: 2 });
});
afterAll(async () => {
  await database.close();
  await sql.end();
});

const hash = () => crypto.randomUUID().replaceAll('-', '').repeat(2);

// An organization with one row of everything.
async function tenant() {
  const row = { id: uuidv7(), name: 'Acme', slug: `acme-${crypto.randomUUID()}`, sealedDataKey: 'v1.x' };
  await instance(database).createOrganization(row);
  const own = organization(database, row.id);
  const project = await own.projects.create({ id: uuidv7(), name: 'P', slug: 'p' });
  const user = await instance(database).createUser({ id: uuidv7(), email: `${row.slug}@Example.com`, name: 'U' });
  const member = await own.members.create({ id: uuidv7(), userId: user.id, role: 'developer' });
  const providerKey = await own.providerKeys.create({ id: uuidv7(), provider: 'groq', name: 'G' });
  const gatewayKey = await own.gatewayKeys.create({
    id: uuidv7(),
    projectId: project.id,
    name: 'K',
    hash: hash(),
    lastFour: 'abcd',
    memberId: member.id,
    attributes: { team: 'red' },
  });
  const price = await own.customPrices.create({
    id: uuidv7(),
    provider: 'groq',
    model: 'llama',
    effectiveFrom: new Date(),
    usdPerMillion: { input: '0.1' },
  });
  const token = await own.managementTokens.create({
    id: uuidv7(),
    name: 'T',
    hash: hash(),
    lastFour: 'abcd',
    role: 'admin',
  });
  const team = await own.teams.create({ id: uuidv7(), name: 'T' });
  await own.teams.add(team.id, [member.id]);
  const invitation = await own.invitations.create({
    ...{ id: uuidv7(), email: 'New@example.com', role: 'viewer', teamIds: [team.id], hash: hash() },
    ...{ invitedById: member.id, expiresAt: new Date(Date.now() + 60_000) },
  });
  const line = { actorKind: 'user', actorId: user.id, action: 'project.create', subjectKind: 'project' };
  await own.auditLines.append({ id: uuidv7(), ...line, subjectId: project.id, detail: { name: 'P' } });
  await own.projectConfigs.publish(project.id, async (version) => ({ format: 1, version }));
  return { own, project, user, member, providerKey, gatewayKey, price, token, team, invitation };
}

describe('organization', () => {
  it('lists its own rows and none of another', async () => {
    const [a, b] = [await tenant(), await tenant()];
    const lists = async (own: typeof a.own) => [
      ...(await own.projects.list()),
      ...(await own.projects.active()),
      ...(await own.members.list()),
      ...(await own.providerKeys.list()),
      ...(await own.providerKeys.usableBy(a.project.id)),
      ...(await own.gatewayKeys.list()),
      ...(await own.gatewayKeys.live(a.project.id)),
      ...(await own.customPrices.list()),
      ...(await own.managementTokens.list()),
      ...(await own.teams.list()),
      ...(await own.invitations.list()),
      ...(await own.auditLines.list()),
    ];
    const ofA = await lists(a.own);
    expect(ofA).toHaveLength(12);
    expect(new Set(ofA.map((row) => row.organizationId))).toEqual(new Set([a.own.id]));
    expect((await lists(b.own)).filter((row) => row.organizationId !== b.own.id)).toEqual([]);
  });

  it('finds nothing by the ids of another', async () => {
    const [a, b] = [await tenant(), await tenant()];
    expect(await b.own.projects.get(a.project.id)).toBeUndefined();
    expect(await b.own.members.get(a.member.id)).toBeUndefined();
    expect(await b.own.members.ofUser(a.user.id)).toBeUndefined();
    expect(await b.own.providerKeys.get(a.providerKey.id)).toBeUndefined();
    expect(await b.own.gatewayKeys.get(a.gatewayKey.id)).toBeUndefined();
    expect(await b.own.customPrices.get(a.price.id)).toBeUndefined();
    expect(await b.own.managementTokens.get(a.token.id)).toBeUndefined();
    expect(await b.own.projectConfigs.get(a.project.id)).toBeUndefined();
    expect(await b.own.members.withEmail(a.user.email)).toBeUndefined();
    expect(await b.own.members.countOf([a.member.id])).toBe(0);
    expect(await b.own.teams.get(a.team.id)).toBeUndefined();
    expect(await b.own.teams.existing([a.team.id])).toEqual([]);
    expect(await b.own.invitations.get(a.invitation.id)).toBeUndefined();
    expect(await b.own.gatewayKeys.list({ projectId: a.project.id })).toEqual([]);
    expect(await b.own.auditLines.list({ subjectId: a.project.id })).toEqual([]);
  });

  it('changes and removes nothing by the ids of another', async () => {
    const [a, b] = [await tenant(), await tenant()];
    expect(await b.own.projects.update(a.project.id, { name: 'stolen' })).toBeUndefined();
    expect(await b.own.members.update(a.member.id, { role: 'owner' })).toBeUndefined();
    expect(await b.own.members.remove(a.member.id, new Date())).toBe(false);
    expect(await b.own.providerKeys.update(a.providerKey.id, { name: 'stolen' })).toBeUndefined();
    expect(await b.own.providerKeys.remove(a.providerKey.id)).toBe(false);
    expect(await b.own.gatewayKeys.update(a.gatewayKey.id, { name: 'stolen' })).toBeUndefined();
    expect(await b.own.customPrices.remove(a.price.id)).toBe(false);
    expect(await b.own.managementTokens.update(a.token.id, { revokedAt: new Date() })).toBeUndefined();
    expect(await b.own.projectConfigs.publish(a.project.id, async () => ({ stolen: true }))).toBeUndefined();
    expect(await b.own.teams.update(a.team.id, { name: 'stolen' })).toBeUndefined();
    expect(await b.own.teams.remove(a.team.id)).toBe(false);
    await b.own.teams.empty(a.team.id);
    expect((await a.own.teams.get(a.team.id))?.members).toHaveLength(1);
    expect(await b.own.invitations.revoke(a.invitation.id, new Date())).toBeUndefined();
    expect(await b.own.invitations.revokeOpen({ invitedById: a.member.id }, new Date())).toEqual([]);
    expect(await b.own.invitations.accept(a.invitation.id, new Date())).toBe(false);
    expect((await a.own.projects.get(a.project.id))?.name).toBe('P');
    expect((await a.own.projectConfigs.get(a.project.id))?.document).toEqual({ format: 1, version: 1 });
  });

  it('cannot hang its rows on the project or member of another', async () => {
    const [a, b] = [await tenant(), await tenant()];
    const key = { id: uuidv7(), name: 'K', hash: hash(), lastFour: 'abcd' };
    const refused: (() => Promise<unknown>)[] = [
      () => b.own.gatewayKeys.create({ ...key, projectId: a.project.id }),
      () => b.own.gatewayKeys.create({ ...key, projectId: b.project.id, memberId: a.member.id }),
      () => b.own.providerKeys.create({ id: uuidv7(), provider: 'groq', name: 'G', projectId: a.project.id }),
      () => b.own.teams.add(b.team.id, [a.member.id]),
      () => b.own.teams.add(a.team.id, [b.member.id]),
    ];
    for (const creation of refused) {
      await expect(creation()).rejects.toSatisfy((error) => constraintOf(error) === 'reference');
    }
  });

  it('keeps the row of a member who left, and gives it back to one who returns', async () => {
    const { own, user, member, team } = await tenant();
    expect(await own.members.remove(member.id, new Date())).toBe(true);
    expect(await own.members.remove(member.id, new Date())).toBe(false);
    expect(await own.members.list()).toEqual([]);
    expect(await own.members.get(member.id)).toBeUndefined();
    expect(await own.members.ofUser(user.id)).toBeUndefined();
    expect(await own.members.withEmail(user.email)).toBeUndefined();
    expect(await own.members.update(member.id, { role: 'owner' })).toBeUndefined();
    expect(await instance(database).memberships(user.id)).toEqual([]);
    expect((await own.teams.get(team.id))?.members).toEqual([]);
    const back = await own.members.create({ id: uuidv7(), userId: user.id, role: 'viewer' });
    expect(back).toMatchObject({ id: member.id, role: 'viewer', removedAt: null });
  });

  it('that is deleted takes no writes, and its tokens and memberships are none', async () => {
    const { own, user, token } = await tenant();
    expect(await transact(database, (tx) => organization(tx, own.id).lock())).toBe(true);
    await own.markDeleted(new Date());
    expect(await transact(database, (tx) => organization(tx, own.id).lock())).toBe(false);
    expect(await instance(database).managementToken(token.hash)).toBeUndefined();
    expect(await instance(database).memberships(user.id)).toEqual([]);
  });

  it('says that a value is taken', async () => {
    const { own } = await tenant();
    const again = own.projects.create({ id: uuidv7(), name: 'P', slug: 'p' });
    await expect(again).rejects.toSatisfy((error) => constraintOf(error) === 'duplicate');
  });

  it('pages newest first', async () => {
    const { own, project } = await tenant();
    const second = await own.projects.create({ id: uuidv7(Date.now() + 5), name: 'Q', slug: 'q' });
    const third = await own.projects.create({ id: uuidv7(Date.now() + 10), name: 'R', slug: 'r' });
    const ids = async (page: object) => (await own.projects.list(page)).map((row) => row.id);
    expect(await ids({ take: 2 })).toEqual([third.id, second.id]);
    expect(await ids({ take: 2, after: second.id })).toEqual([project.id]);
  });

  it('keeps and clears what a trial came to', async () => {
    const { own, providerKey } = await tenant();
    const tried = await own.providerKeys.update(providerKey.id, { trial: { state: 'ok' }, status: 'active' });
    expect(tried).toMatchObject({ trial: { state: 'ok' }, status: 'active' });
    expect(await own.providerKeys.update(providerKey.id, { trial: null })).toMatchObject({ trial: null });
  });
});

describe('projectConfigs.publish', () => {
  it('gives every compilation a version of its own, however many run at once', async () => {
    const { own, project } = await tenant();
    const versions = await Promise.all(
      Array.from({ length: 8 }, () =>
        transact(database, (tx) =>
          organization(tx, own.id).projectConfigs.publish(project.id, async (version) => ({ version })),
        ),
      ),
    );
    expect(versions.sort()).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await own.projectConfigs.get(project.id)).toMatchObject({ version: 9, document: { version: 9 } });
  });
});

describe('instance', () => {
  it('finds a token by its hash and a user by e-mail in any case', async () => {
    const { own, user, token, member } = await tenant();
    const here = instance(database);
    expect(await here.managementToken(token.hash)).toMatchObject({ id: token.id, organizationId: own.id });
    expect(await here.managementToken(hash())).toBeUndefined();
    expect(await here.userByEmail(user.email.toUpperCase())).toMatchObject({ id: user.id });
    expect(await here.memberships(user.id)).toMatchObject([{ id: member.id, organizationId: own.id }]);
    expect(await here.organizations()).toBeGreaterThan(0);
  });
});

describe('transact', () => {
  it('keeps nothing when it throws', async () => {
    const { own } = await tenant();
    const failed = transact(database, async (tx) => {
      await organization(tx, own.id).projects.create({ id: uuidv7(), name: 'Q', slug: 'q' });
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await own.projects.list()).toHaveLength(1);
  });

  it('takes no handle that it did not give', () => {
    expect(() => organization({ kind: 'transaction' }, uuidv7())).toThrow(TypeError);
  });
});

describe('appendChange', () => {
  it('orders changes by commit: a reader never misses one', async () => {
    const { own, project } = await tenant();
    let seen = 0;
    const read: number[] = [];
    let writing = true;
    const reader = (async () => {
      while (writing) {
        const changes = await changesSince(sql, seen);
        read.push(...changes.map((change) => change.seq));
        seen = read.at(-1) ?? seen;
      }
    })();
    const write = () => transact(database, (tx) => appendChange(tx, { organizationId: own.id, projectId: project.id }));
    await Promise.all(Array.from({ length: 40 }, write));
    writing = false;
    await reader;
    read.push(...(await changesSince(sql, seen)).map((change) => change.seq));
    const all = await sql<{ seq: bigint }[]>`select seq from control_changes order by seq`;
    expect(read).toEqual(all.map((row) => Number(row.seq)));
  });

  it('hints over NOTIFY, once it is committed', async () => {
    const { own } = await tenant();
    const heard = Promise.withResolvers<string>();
    const { unlisten } = await sql.listen('weir_changes', heard.resolve);
    await transact(database, (tx) => appendChange(tx, { organizationId: own.id }));
    const last = (await changesSince(sql, 0)).at(-1);
    expect(await heard.promise).toBe(String(last?.seq));
    expect(last).toMatchObject({ organizationId: own.id, projectId: undefined });
    await unlisten();
  });
});
