import type { Invitation, Role } from '../generated/client.ts';
import { type Page, paged } from '../page.ts';
import type { OrganizationScope } from './scope.ts';

export type NewInvitation = Pick<
  Invitation,
  'id' | 'email' | 'role' | 'teamIds' | 'hash' | 'invitedById' | 'expiresAt'
>;

/** Which open invitations: to an address, of an inviter, for a role. */
export type OpenInvitations = {
  readonly email?: string;
  readonly invitedById?: string;
  readonly role?: Role;
};

/** Invitations into one organization. */
export function invitations({ client, organizationId }: OrganizationScope) {
  const open = { organizationId, acceptedAt: null, revokedAt: null };
  return {
    /** Neither accepted nor revoked; expired ones too. */
    list(page: Page = {}): Promise<Invitation[]> {
      const { where, order } = paged(page);
      return client.invitation.findMany({ where: { ...open, ...where }, ...order });
    },
    async get(id: string): Promise<Invitation | undefined> {
      return (await client.invitation.findFirst({ where: { organizationId, id } })) ?? undefined;
    },
    create(invitation: NewInvitation): Promise<Invitation> {
      const data = { ...invitation, email: invitation.email.toLowerCase(), organizationId };
      return client.invitation.create({ data });
    },
    async revoke(id: string, at: Date): Promise<Invitation | undefined> {
      return (await client.invitation.updateManyAndReturn({ where: { ...open, id }, data: { revokedAt: at } }))[0];
    },
    async revokeOpen(which: OpenInvitations, at: Date): Promise<Invitation[]> {
      return client.invitation.updateManyAndReturn({ where: { ...open, ...which }, data: { revokedAt: at } });
    },
    /** False when it was accepted or revoked before. */
    async accept(id: string, at: Date): Promise<boolean> {
      return (await client.invitation.updateMany({ where: { ...open, id }, data: { acceptedAt: at } })).count > 0;
    },
  };
}
