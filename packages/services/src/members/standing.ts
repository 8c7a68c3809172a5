import type { Actor } from '../actor.ts';
import { type Action, authorize } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import type { Write } from '../write.ts';

/**
 * The actor as it stands now that the organization is locked: its role may have changed, or its membership ended, since
 * the request came. Throws `forbidden` where it may no longer do `action`.
 */
export async function presentActor({ own }: Write, actor: Actor, action: Action): Promise<Actor> {
  if (actor.memberId === undefined) return actor;
  const member = await own.members.get(actor.memberId);
  if (member === undefined) throw new ServiceError('forbidden', 'You are no longer a member of this organization.');
  const present = { ...actor, role: member.role };
  authorize(present, action);
  return present;
}
