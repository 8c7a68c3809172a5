import { transact } from '@weir/db/prisma/client';
import { organization } from '@weir/db/prisma/organization';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestServices, testServices } from '../services.test-support.ts';
import { caller, newEmail, newPerson, signedIn } from '../users/accounts.test-support.ts';
import { readProfile } from '../users/read-profile.ts';
import { closeSession } from './close.ts';
import { listSessions } from './list.ts';
import { openSession } from './open.ts';
import { readSession } from './read.ts';
import { resolveActor } from './resolve-actor.ts';
import { revokeSession } from './revoke.ts';
import { revokeOtherSessions } from './revoke-others.ts';
import { signOut } from './sign-out.ts';

const dayMs = 86_400_000;

let services: TestServices;
beforeAll(async () => {
  services = await testServices();
});

describe('a session', () => {
  it('tells whose it is, until it is revoked', async () => {
    const email = newEmail();
    const person = await newPerson(services, email);
    const session = await readSession(services, person.sessionId);
    expect(session?.person).toEqual(person);
    expect(session?.user).toMatchObject({ id: person.userId, email, emailVerified: false, timeZone: null });
    await signOut(services, person, {});
    expect(await readSession(services, person.sessionId)).toBeUndefined();
  });

  it('slides as long as it is used, and ends 30 days after', async () => {
    const own = await testServices();
    const { sessionId } = await newPerson(own);
    own.clock.nowMs += 29 * dayMs;
    expect(await readSession(own, sessionId)).toBeDefined();
    own.clock.nowMs += 29 * dayMs;
    expect(await readSession(own, sessionId)).toBeDefined();
    own.clock.nowMs += 30 * dayMs;
    expect(await readSession(own, sessionId)).toBeUndefined();
  });

  it('notes its use at most once a minute', async () => {
    const own = await testServices();
    const person = await newPerson(own);
    const seen = async () => (await listSessions(own, person, {})).data[0]?.seenAt;
    const before = await seen();
    own.clock.nowMs += 50_000;
    await readSession(own, person.sessionId);
    expect(await seen()).toBe(before);
    own.clock.nowMs += 20_000;
    await readSession(own, person.sessionId);
    expect(await seen()).not.toBe(before);
  });

  it.each(['', 'nonsense', '00000000-0000-7000-8000-000000000000', "' or true --"])('is none by %j', async (id) => {
    expect(await readSession(services, id)).toBeUndefined();
    await closeSession(services, id);
  });
});

describe('the list of sessions', () => {
  it('shows where each was opened, and which one asks', async () => {
    const email = newEmail();
    const first = await newPerson(services, email);
    const second = await signedIn(services, email, { address: '192.0.2.7', userAgent: 'phone' });
    const { data } = await listSessions(services, first, {});
    expect(data).toHaveLength(2);
    expect(data.find(({ id }) => id === first.sessionId)).toMatchObject({ isCurrent: true, address: '127.0.0.1' });
    expect(data.find(({ id }) => id === second.sessionId)).toMatchObject({ isCurrent: false, userAgent: 'phone' });
  });

  it('lets one end another of the same person, and none of anybody else', async () => {
    const email = newEmail();
    const first = await newPerson(services, email);
    const second = await signedIn(services, email);
    const stranger = await newPerson(services);
    const theft = revokeSession(services, stranger, { id: first.sessionId });
    await expect(theft).rejects.toMatchObject({ code: 'not_found' });
    await revokeSession(services, first, { id: second.sessionId });
    expect(await readSession(services, second.sessionId)).toBeUndefined();
    expect(await readSession(services, first.sessionId)).toBeDefined();
  });

  it('can be cut down to the one that asks', async () => {
    const email = newEmail();
    const kept = await newPerson(services, email);
    const others = await Promise.all([1, 2].map(() => openSession(services, caller, kept.userId)));
    expect(await revokeOtherSessions(services, kept, {})).toEqual({ revoked: 2 });
    expect(await readSession(services, kept.sessionId)).toBeDefined();
    for (const { sessionId } of others) expect(await readSession(services, sessionId)).toBeUndefined();
  });
});

describe('what a person is in an organization', () => {
  it('is its role there; nothing in others, after removal, or when it is deleted', async () => {
    const person = await newPerson(services);
    const stranger = await newPerson(services);
    const [membership] = (await readProfile(services, person, {})).memberships;
    if (membership === undefined) throw new Error('no organization');
    const { slug, organizationId, memberId } = membership;
    const actor = { kind: 'user', id: person.userId, memberId, organizationId, role: 'owner' };
    expect(await resolveActor(services, person, slug)).toEqual(actor);
    expect(await resolveActor(services, stranger, slug)).toBeUndefined();
    expect(await resolveActor(services, person, 'no-such')).toBeUndefined();
    expect(await resolveActor(services, person, '\0')).toBeUndefined();
    const remove = (at: Date) =>
      transact(services.database, (tx) => organization(tx, organizationId).members.remove(memberId, at));
    await remove(new Date());
    expect(await resolveActor(services, person, slug)).toBeUndefined();
    expect((await readProfile(services, person, {})).memberships).toEqual([]);
  });

  it('is nothing in an organization that is deleted', async () => {
    const person = await newPerson(services);
    const [membership] = (await readProfile(services, person, {})).memberships;
    if (membership === undefined) throw new Error('no organization');
    await organization(services.database, membership.organizationId).markDeleted(new Date());
    expect(await resolveActor(services, person, membership.slug)).toBeUndefined();
    expect((await readProfile(services, person, {})).memberships).toEqual([]);
  });
});
