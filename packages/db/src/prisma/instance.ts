import type { ManagementToken, Member, Organization, SignUpMode, User } from './generated/client.ts';
import { clientOf, type Scope } from './handle.ts';
import { emailTokens } from './repositories/accounts-email-tokens.ts';
import { identities } from './repositories/accounts-identities.ts';
import { localMails } from './repositories/accounts-local-mails.ts';
import { sessions } from './repositories/accounts-sessions.ts';
import { throttles } from './repositories/accounts-throttles.ts';
import { type NewUser, users } from './repositories/accounts-users.ts';

export type NewOrganization = Pick<Organization, 'id' | 'name' | 'slug' | 'sealedDataKey'> &
  Partial<Pick<Organization, 'timeZone'>>;

/**
 * What belongs to no organization: how organizations come to be, users, and who a bearer is before its organization is
 * known. Gives no tenant's rows but the one whose secret hash the caller holds.
 */
export function instance(scope: Scope) {
  const client = clientOf(scope);
  return {
    createOrganization(row: NewOrganization): Promise<Organization> {
      return client.organization.create({ data: row });
    },
    async organizationBySlug(slug: string): Promise<Organization | undefined> {
      return (await client.organization.findUnique({ where: { slug } })) ?? undefined;
    },
    /** How many there are: 0 on a new instance. */
    organizations(): Promise<number> {
      return client.organization.count();
    },
    /** Of an organization that is not deleted. */
    async managementToken(hash: string): Promise<ManagementToken | undefined> {
      const where = { hash, organization: { deletedAt: null } };
      return (await client.managementToken.findUnique({ where })) ?? undefined;
    },
    createUser(row: NewUser): Promise<User> {
      return users(client).create(row);
    },
    async user(id: string): Promise<User | undefined> {
      return (await client.user.findUnique({ where: { id } })) ?? undefined;
    },
    async userByEmail(email: string): Promise<User | undefined> {
      return (await client.user.findUnique({ where: { email: email.toLowerCase() } })) ?? undefined;
    },
    async setPasswordHash(userId: string, passwordHash: string): Promise<void> {
      await client.user.update({ where: { id: userId }, data: { passwordHash } });
    },
    /** The organizations that a user is a member of, without deleted ones. */
    memberships(userId: string): Promise<Member[]> {
      const where = { userId, removedAt: null, organization: { deletedAt: null } };
      return client.member.findMany({ where, orderBy: { id: 'asc' } });
    },
    /** The organization with this slug, as long as nobody was ever a member of it. */
    async unclaimedOrganization(slug: string): Promise<Organization | undefined> {
      const where = { slug, deletedAt: null, members: { none: {} } };
      return (await client.organization.findFirst({ where })) ?? undefined;
    },
    async renameOrganization(id: string, change: Pick<Organization, 'name' | 'slug'>): Promise<void> {
      await client.organization.update({ where: { id }, data: change });
    },
    /** What the operator chose; undefined: what the environment says. */
    async signUpMode(): Promise<SignUpMode | undefined> {
      return (await client.instanceSettings.findUnique({ where: { id: 1 } }))?.signUpMode ?? undefined;
    },
    users: users(client),
    identities: identities(client),
    sessions: sessions(client),
    emailTokens: emailTokens(client),
    throttles: throttles(client),
    localMails: localMails(client),
  };
}
