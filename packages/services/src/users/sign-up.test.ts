import { instance } from '@weir/db/prisma/instance';
import { beforeAll, describe, expect, it } from 'vitest';
import { listAuditLines } from '../audit/list.ts';
import { bootstrapInstance } from '../instance/bootstrap.ts';
import { readInstanceInfo } from '../instance/read-info.ts';
import { type TestServices, testServices } from '../services.test-support.ts';
import { resolveActor } from '../sessions/resolve-actor.ts';
import { caller, newEmail, newPerson, password, signedIn } from './accounts.test-support.ts';
import { readProfile } from './read-profile.ts';
import { signUp } from './sign-up.ts';

let shared: TestServices;
beforeAll(async () => {
  shared = await testServices();
});

describe('signing up without a mail server', () => {
  it('makes a person, an organization and a project in one go', async () => {
    const services = await testServices();
    const answer = await signUp(services, caller, {
      name: 'Owner',
      email: ' Owner@Example.org ',
      password,
      organizationName: 'North Mill',
    });
    expect(answer).toEqual({ status: 'signed_up' });
    const person = await signedIn(services, 'owner@example.org');
    const profile = await readProfile(services, person, {});
    expect(profile).toMatchObject({ email: 'owner@example.org', emailVerified: false, hasPassword: true });
    expect(profile.memberships).toMatchObject([
      { slug: 'north-mill', name: 'North Mill', role: 'owner', projects: [{ slug: 'default', name: 'Default' }] },
    ]);
    const actor = await resolveActor(services, person, 'north-mill');
    if (actor === undefined) throw new Error('no member');
    const lines = await listAuditLines(services, actor, {});
    expect(lines.data.map(({ action }) => action).sort()).toEqual(['organization.create', 'project.create']);
    expect(lines.data.every(({ actorId }) => actorId === person.userId)).toBe(true);
  });

  it('names the organization after the person, with a slug that nobody has', async () => {
    const services = await testServices();
    const first = await readProfile(services, await newPerson(services), {});
    const second = await readProfile(services, await newPerson(services), {});
    expect(first.memberships).toMatchObject([{ slug: 'owner-s-organization', name: "Owner's organization" }]);
    expect(second.memberships[0]?.slug).toMatch(/^owner-s-organization-[0-9a-f]{8}$/);
  });

  it('refuses an address that is taken, and lets just one of two at once in', async () => {
    const services = await testServices();
    const email = newEmail();
    const both = await Promise.allSettled([1, 2].map(() => signUp(services, caller, { name: 'X', email, password })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const again = signUp(services, caller, { name: 'X', email: email.toUpperCase(), password });
    await expect(again).rejects.toMatchObject({ code: 'conflict', field: 'email' });
    expect(await instance(services.database).organizations()).toBe(1);
  });

  it.each([
    ['too short', 'short-one'],
    ['too long', 'x1'.repeat(101)],
    ['the address', 'someone@example.org'],
    ['known to everybody', 'Password123'],
    ['one character', 'aaaaaaaaaaaa'],
  ])('refuses a password that is %s', async (_, weak) => {
    const asked = { name: 'X', email: 'someone@example.org', password: weak };
    await expect(signUp(shared, caller, asked)).rejects.toMatchObject({ code: 'invalid', field: 'password' });
  });
});

describe('the first person of an instance', () => {
  it('runs it, and gets the organization of the first start under the name given', async () => {
    const services = await testServices();
    const made = await bootstrapInstance(services, {});
    expect(await readInstanceInfo(services, caller, {})).toMatchObject({ isFirst: true });
    await signUp(services, caller, { name: 'A', email: 'a@example.org', password, organizationName: 'North Mill' });
    expect(await readInstanceInfo(services, caller, {})).toMatchObject({ isFirst: false });
    const profile = await readProfile(services, await signedIn(services, 'a@example.org'), {});
    expect(profile.isOperator).toBe(true);
    expect(profile.memberships).toMatchObject([
      { organizationId: made?.organizationId, slug: 'north-mill', name: 'North Mill', role: 'owner' },
    ]);
    expect(profile.memberships[0]?.projects).toMatchObject([{ id: made?.projectId }]);
    const next = await readProfile(services, await newPerson(services), {});
    expect(next.isOperator).toBe(false);
    expect(next.memberships[0]?.organizationId).not.toBe(made?.organizationId);
  });

  it('is one of several who sign up at once', async () => {
    const services = await testServices();
    await bootstrapInstance(services, {});
    const emails = [newEmail(), newEmail(), newEmail()];
    await Promise.all(emails.map((email) => signUp(services, caller, { name: 'X', email, password })));
    const profiles = await Promise.all(
      emails.map(async (email) => readProfile(services, await signedIn(services, email), {})),
    );
    expect(profiles.filter(({ isOperator }) => isOperator)).toHaveLength(1);
    expect(profiles.map(({ memberships }) => memberships.length)).toEqual([1, 1, 1]);
    expect(new Set(profiles.map(({ memberships }) => memberships[0]?.organizationId)).size).toBe(3);
  });
});
