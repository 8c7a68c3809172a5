import type { Invitation } from './generated/client.ts';
import { clientOf, type Scope } from './handle.ts';

/** An invitation and what its link may tell of the organization. */
export type InvitationLink = Invitation & { organization: { name: string; slug: string } };

/** The invitation whose link has this hash, in an organization that is there; its holder is the one to be told. */
export async function invitationByHash(scope: Scope, hash: string): Promise<InvitationLink | undefined> {
  const found = await clientOf(scope).invitation.findFirst({
    where: { hash, organization: { deletedAt: null } },
    include: { organization: { select: { name: true, slug: true } } },
  });
  return found ?? undefined;
}
