import { createHash } from 'node:crypto';
import { transact } from '@weir/db/prisma/client';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../actor.ts';
import { listMembers } from '../members/list.ts';
import { newMember, newUser, outcomeOf, type TestMember } from '../members/members.test-support.ts';
import { removeMember } from '../members/remove.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { createTeam } from '../teams/create.ts';
import { deleteTeam } from '../teams/delete.ts';
import { listTeams } from '../teams/list.ts';
import { acceptInvitation } from './accept.ts';
import { acceptWithin } from './accept-within.ts';
import { createInvitation } from './create.ts';
import { listInvitations } from './list.ts';
import { readInvitation } from './read.ts';
import { revokeInvitation } from './revoke.ts';

const weekMs = 7 * 24 * 3_600_000;
const caller = { address: '192.0.2.1', userAgent: 'test' };

let services: TestServices;
let owner: TestMember;

beforeAll(async () => {
  services = await testServices();
});
beforeEach(async () => {
  owner = await newMember(services, (await newActor(services)).organizationId, 'owner');
});

const tokenOf = ({ link }: { link: string }) => new URL(link).searchParams.get('token') ?? '';
const accept = (person: Person, token: string) => outcomeOf(acceptInvitation(services, person, { token }));
const stateOf = async (token: string) => (await readInvitation(services, caller, { token })).state;

async function invited(role: 'viewer' | 'developer' = 'developer', teamIds: string[] = []) {
  const person = await newUser(services);
  const made = await createInvitation(services, owner, { email: person.email.toUpperCase(), role, teamIds });
  return { person, made, token: tokenOf(made) };
}

describe('an invitation', () => {
  it('is mailed, and its link is answered once and kept as a hash', async () => {
    const { person, made, token } = await invited();
    expect(made).toMatchObject({ email: person.email, role: 'developer', state: 'open', isMailed: true });
    expect(made.invitedByMemberId).toBe(owner.memberId);
    expect(made.link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/invitation\?token=[\w-]{43}$/);
    expect(Date.parse(made.expiresAt) - services.clock.nowMs).toBeGreaterThan(weekMs - 60_000);
    const [mail] = await services.sql`select * from local_mails where "to" = ${person.email}`;
    expect(mail?.['text']).toContain(made.link);
    const [row] = await services.sql`select * from invitations where id = ${made.id}`;
    expect(row?.['hash']).toBe(createHash('sha256').update(token).digest('hex'));
    expect(JSON.stringify([row, await listInvitations(services, owner, {})])).not.toContain(token);
    expect((await listInvitations(services, owner, {})).data).toMatchObject([{ id: made.id, state: 'open' }]);
  });

  it('tells its holder the organization and the role, and not whose address it is', async () => {
    const { person, token } = await invited('viewer');
    const told = await readInvitation(services, caller, { token });
    expect(told).toMatchObject({ role: 'viewer', state: 'open', email: 'u***@example.org' });
    expect(JSON.stringify(told)).not.toContain(person.email);
    expect(await outcomeOf(readInvitation(services, caller, { token: `${token}x` }))).toBe('not_found');
  });

  it('makes a member with its role, in its teams that are still there', async () => {
    const [red, blue] = [
      await createTeam(services, owner, { name: 'Red' }),
      await createTeam(services, owner, { name: 'Blue' }),
    ];
    const { person, token } = await invited('viewer', [red.id, blue.id]);
    await deleteTeam(services, owner, { id: blue.id });
    const { organizationId } = await acceptInvitation(services, person, { token });
    expect(organizationId).toBe(owner.organizationId);
    const member = (await listMembers(services, owner, {})).data.find(({ userId }) => userId === person.userId);
    expect(member).toMatchObject({ role: 'viewer', teams: [{ name: 'Red' }] });
    expect((await listTeams(services, owner, {})).data).toMatchObject([{ members: [{ id: member?.id }] }]);
    expect((await listInvitations(services, owner, {})).data).toEqual([]);
    const [user] = await services.sql`select email_verified_at from users where id = ${person.userId}`;
    expect(user?.['email_verified_at']).toBeNull();
  });

  it('is good once, however often it is used at once', async () => {
    const { person, token } = await invited();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => accept(person, token)));
    expect(outcomes.toSorted()).toEqual([...Array<string>(5).fill('conflict'), 'done']);
    expect(await accept(person, token)).toBe('conflict');
    expect(await stateOf(token)).toBe('accepted');
    // Not even for one who was removed since.
    const member = (await listMembers(services, owner, {})).data.find(({ userId }) => userId === person.userId);
    await removeMember(services, owner, { id: member?.id ?? '' });
    expect(await accept(person, token)).toBe('conflict');
  });

  it('is for its address alone', async () => {
    const { token } = await invited();
    const other = await newUser(services);
    await expect(acceptInvitation(services, other, { token })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('u***@example.org'),
    });
    expect(await stateOf(token)).toBe('open');
  });

  it('is refused in words when it was taken back or has expired', async () => {
    const { person, made, token } = await invited();
    await revokeInvitation(services, owner, { id: made.id });
    expect((await revokeInvitation(services, owner, { id: made.id })).state).toBe('revoked');
    const accepting = () => acceptInvitation(services, person, { token });
    await expect(accepting()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('taken back'),
    });
    const late = await invited();
    const later = { ...services, now: () => services.clock.nowMs + weekMs };
    const tooLate = acceptInvitation(later, late.person, { token: late.token });
    await expect(tooLate).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('expired') });
    expect((await readInvitation(later, caller, { token: late.token })).state).toBe('expired');
  });

  it('replaces the one before it to the same address', async () => {
    const { person, token } = await invited('viewer');
    const second = await createInvitation(services, owner, { email: person.email, role: 'developer' });
    expect((await listInvitations(services, owner, {})).data.map(({ id }) => id)).toEqual([second.id]);
    expect(await accept(person, token)).toBe('conflict');
    expect(await accept(person, tokenOf(second))).toBe('done');
  });

  it('brings one who left back in the same row', async () => {
    const gone = await newMember(services, owner.organizationId, 'admin');
    await removeMember(services, owner, { id: gone.memberId });
    const made = await createInvitation(services, owner, { email: gone.email, role: 'viewer' });
    const person: Person = { userId: gone.id, sessionId: gone.id, isOperator: false };
    await acceptInvitation(services, person, { token: tokenOf(made) });
    const { data } = await listMembers(services, owner, {});
    expect(data.find(({ id }) => id === gone.memberId)).toMatchObject({ role: 'viewer', userId: gone.id });
  });

  it('is not made for a member, nor for an owner by an admin, nor with foreign teams', async () => {
    const admin = await newMember(services, owner.organizationId, 'admin');
    const invite = (input: Parameters<typeof createInvitation>[2]) => createInvitation(services, admin, input);
    await expect(invite({ email: owner.email, role: 'viewer' })).rejects.toMatchObject({
      code: 'conflict',
      field: 'email',
    });
    await expect(invite({ email: 'x@example.org', role: 'owner' })).rejects.toMatchObject({
      code: 'forbidden',
      field: 'role',
    });
    const stranger = await newMember(services, (await newActor(services)).organizationId, 'owner');
    const foreign = await createTeam(services, stranger, { name: 'Theirs' });
    const asked = invite({ email: 'x@example.org', role: 'viewer', teamIds: [foreign.id] });
    await expect(asked).rejects.toMatchObject({ code: 'invalid', field: 'teamIds' });
  });

  it('cannot be used by a member', async () => {
    const { person, token } = await invited();
    await accept(person, token);
    const { organizationId } = owner;
    const hash = createHash('sha256').update('again').digest('hex');
    await services.sql`
      insert into invitations (id, organization_id, email, role, hash, expires_at)
      values (${crypto.randomUUID()}, ${organizationId}, ${person.email}, 'owner', ${hash}, now() + interval '1 day')`;
    expect(await accept(person, 'again')).toBe('conflict');
  });

  it('of an organization that is gone is unknown', async () => {
    const { person, token } = await invited();
    await services.sql`update organizations set deleted_at = now() where id = ${owner.organizationId}`;
    expect(await accept(person, token)).toBe('not_found');
    expect(await outcomeOf(readInvitation(services, caller, { token }))).toBe('not_found');
  });

  it('is accepted in a transaction of somebody else, or not at all', async () => {
    const { person, token } = await invited();
    const { userId, email } = person;
    const failing = transact(services.database, async (transaction) => {
      const accepted = await acceptWithin(services, transaction, { token, userId, email });
      expect(accepted.organizationId).toBe(owner.organizationId);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await stateOf(token)).toBe('open');
  });

  it('floods no mailbox, and its look-ups are counted by address', async () => {
    const invite = () => createInvitation(services, owner, { email: 'flooded@example.org', role: 'viewer' });
    for (let index = 0; index < 5; index += 1) await invite();
    await expect(invite()).rejects.toMatchObject({ code: 'throttled', retryAfterSeconds: expect.any(Number) });
    const guessing = { address: '192.0.2.77', userAgent: 'test' };
    const guess = () => outcomeOf(readInvitation(services, guessing, { token: 'guess' }));
    const outcomes = new Set<string>();
    for (let index = 0; index < 61; index += 1) outcomes.add(await guess());
    expect([...outcomes]).toEqual(['not_found', 'throttled']);
  });
});
