import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import type { Actor } from '../actor.ts';
import { notFound, ServiceError } from '../service-error.ts';
import type { MemberRow } from './view.ts';

/** The member, if the actor may decide over it. Throws `not_found`, or `forbidden` for an owner that is no owner's to touch. */
export async function requireMember(own: OrganizationRepositories, actor: Actor, id: string): Promise<MemberRow> {
  const member = await own.members.get(id);
  if (member === undefined) throw notFound('member');
  if (member.role === 'owner' && actor.role !== 'owner') {
    throw new ServiceError('forbidden', 'Only an owner may change or remove an owner.');
  }
  return member;
}

/** Throws `conflict` when the organization would have no owner without this one. */
export async function requireAnotherOwner(own: OrganizationRepositories, member: MemberRow): Promise<void> {
  if (member.role !== 'owner' || (await own.members.owners()) > 1) return;
  throw new ServiceError('conflict', 'This is the last owner of the organization: make another member an owner first.');
}
