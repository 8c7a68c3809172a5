import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { createInvitation } from '../invitations/create.ts';
import { revokeInvitation } from '../invitations/revoke.ts';
import { startMailServer } from '../mail/mail-server.test-support.ts';
import { createOwnOrganization } from '../organizations/create-own.ts';
import { newActor, type TestOptions, type TestServices, testServices } from '../services.test-support.ts';
import { newCaller, newEmail, newPerson, password, signedIn } from './accounts.test-support.ts';
import { readProfile } from './read-profile.ts';
import { signInWithIdentity } from './sign-in-with-identity.ts';
import { signUp } from './sign-up.ts';
import { readSignUpMode } from './sign-up-mode.ts';
import { verifyEmail } from './verify-email.ts';

const ask = (services: TestServices, email: string, invitationToken?: string) =>
  signUp(services, newCaller(), {
    name: 'X',
    email,
    password,
    ...(invitationToken === undefined ? {} : { invitationToken }),
  });

let open: TestServices;
beforeAll(async () => {
  open = await testServices();
  await newPerson(open);
});

/** An instance where somebody is already, and an organization with an owner who invites. */
async function setting(site: TestOptions['site'] = {}) {
  const services = await testServices({ databaseUrl: open.databaseUrl, site });
  const owner: Actor = await newActor(services);
  const invite = async (email: string) => {
    const made = await createInvitation(services, owner, { email, role: 'developer' });
    return { id: made.id, token: new URL(made.link).searchParams.get('token') ?? '' };
  };
  return { services, owner, invite };
}

async function membershipsOf(services: TestServices, email: string) {
  return (await readProfile(services, await signedIn(services, email), {})).memberships;
}

describe('where sign-up is by invitation', () => {
  let shared: Awaited<ReturnType<typeof setting>>;
  beforeAll(async () => {
    shared = await setting({ signUpMode: 'invite' });
  });

  it('an invitation leads into its organization, and into none of one’s own', async () => {
    const { services, owner, invite } = shared;
    const email = newEmail();
    await expect(ask(services, email)).rejects.toMatchObject({ code: 'forbidden' });
    const { token } = await invite(email);
    await ask(services, email, token);
    const memberships = await membershipsOf(services, email);
    expect(memberships).toMatchObject([{ organizationId: owner.organizationId, role: 'developer' }]);
    await expect(ask(services, newEmail(), token)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('none that is for another address, taken back, or not there', async () => {
    const { services, owner, invite } = shared;
    const { token, id } = await invite(newEmail());
    await expect(ask(services, newEmail(), token)).rejects.toMatchObject({ code: 'forbidden' });
    await revokeInvitation(services, owner, { id });
    await expect(ask(services, newEmail(), token)).rejects.toMatchObject({ code: 'conflict' });
    await expect(ask(services, newEmail(), 'no-such')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of two sign-ups with one invitation one comes in', async () => {
    const { services, invite } = shared;
    const email = newEmail();
    const { token } = await invite(email);
    const both = await Promise.allSettled([1, 2].map(() => ask(services, email, token)));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await membershipsOf(services, email)).toHaveLength(1);
  });

  it('an identity provider and an invitation together do', async () => {
    const { services, owner, invite } = shared;
    const email = newEmail();
    const vouched = { issuer: 'github', subject: email, email, emailVerified: true, name: 'X' };
    const { token: invitationToken } = await invite(email);
    const { userId } = await signInWithIdentity(services, newCaller(), { ...vouched, invitationToken });
    const person = { userId, sessionId: crypto.randomUUID(), isOperator: false };
    const { memberships } = await readProfile(services, person, {});
    expect(memberships).toMatchObject([{ organizationId: owner.organizationId }]);
  });
});

describe('where mails are sent', () => {
  it('an invitation is used when the mail is answered', async () => {
    const server = await startMailServer();
    const { services, owner, invite } = await setting({ smtpUrl: server.url, signUpMode: 'invite' });
    const email = newEmail();
    await ask(services, email, (await invite(email)).token);
    await verifyEmail(services, newCaller(), { token: server.tokenFor(email) });
    expect(await membershipsOf(services, email)).toMatchObject([{ organizationId: owner.organizationId }]);
  });

  it.each([
    ['open', 1],
    ['invite', 0],
  ] as const)(
    'one that was taken back meanwhile leaves, with sign-up %s, %i organizations',
    async (signUpMode, left) => {
      const server = await startMailServer();
      const { services, owner, invite } = await setting({ smtpUrl: server.url, signUpMode });
      const email = newEmail();
      const { id, token } = await invite(email);
      await ask(services, email, token);
      await revokeInvitation(services, owner, { id });
      await verifyEmail(services, newCaller(), { token: server.tokenFor(email) });
      const memberships = await membershipsOf(services, email);
      expect(memberships).toHaveLength(left);
      expect(memberships.map(({ organizationId }) => organizationId)).not.toContain(owner.organizationId);
    },
  );
});

describe('where sign-up is closed', () => {
  it('nobody comes in, and only the operator makes organizations', async () => {
    const { services, invite } = await setting({ signUpMode: 'closed' });
    const email = newEmail();
    await expect(ask(services, email)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ask(services, email, (await invite(email)).token)).rejects.toMatchObject({ code: 'forbidden' });
    const person = { userId: crypto.randomUUID(), sessionId: crypto.randomUUID(), isOperator: false };
    const asked = createOwnOrganization(services, person, { name: 'Mine' });
    await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is what the operator chose rather than what the environment says', async () => {
    const services = await testServices({ site: { signUpMode: 'open' } });
    expect(await readSignUpMode(services)).toBe('open');
    await services.sql`insert into instance_settings (id, sign_up_mode) values (1, 'closed')`;
    expect(await readSignUpMode(services)).toBe('closed');
    await expect(ask(services, newEmail())).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('an organization of one’s own', () => {
  it('is added to the others, with a project and a slug that is free', async () => {
    const { services } = await setting();
    const person = await newPerson(services);
    const first = await createOwnOrganization(services, person, { name: 'North Mill' });
    const second = await createOwnOrganization(services, person, { name: 'North Mill' });
    expect(first.slug).toBe('north-mill');
    expect(second.slug).toMatch(/^north-mill-[0-9a-f]{8}$/);
    const { memberships } = await readProfile(services, person, {});
    expect(memberships.map(({ slug }) => slug).slice(1)).toEqual([first.slug, second.slug]);
    expect(memberships.every(({ projects }) => projects.length === 1)).toBe(true);
  });

  it('can be made by many at once, under one name', async () => {
    const { services } = await setting();
    const people = await Promise.all([1, 2, 3].map(() => newPerson(services)));
    const made = await Promise.all(people.map((person) => createOwnOrganization(services, person, { name: 'Same' })));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(3);
  });
});
