import { notFound, ServiceError } from './service-error.ts';
import type { Write } from './write.ts';

/** What the operator may bound for an organization. */
export type Quota = 'projects' | 'members' | 'gatewayKeys' | 'providerKeys';

const words = {
  projects: 'projects',
  members: 'members, open invitations included',
  gatewayKeys: 'gateway keys',
  providerKeys: 'provider keys',
} as const satisfies Record<Quota, string>;

function refusal(quota: Quota, max: number): ServiceError {
  const said = `The quota of this organization is ${max} ${words[quota]}. The operator of this instance can raise it.`;
  return new ServiceError('conflict', said);
}

async function maxOf({ own }: Write, quota: Quota): Promise<number | null> {
  const quotas = await own.quotas.get();
  if (quotas === undefined) throw notFound('organization');
  return quotas[`${quota}Max`];
}

async function used({ own, nowMs }: Write, quota: Quota): Promise<number> {
  if (quota !== 'members') return own.quotas[quota]();
  return (await own.quotas.members()) + (await own.quotas.openInvitations(new Date(nowMs)));
}

/** Throws `conflict` unless one more fits. Writes of an organization take turns, so that it holds at any concurrency. */
export async function requireRoom(begun: Write, quota: Quota): Promise<void> {
  const max = await maxOf(begun, quota);
  if (max !== null && (await used(begun, quota)) >= max) throw refusal(quota, max);
}

/** As requireRoom, for one who comes with an invitation that counts already. */
export async function requireMemberRoom(begun: Write): Promise<void> {
  const max = await maxOf(begun, 'members');
  if (max !== null && (await begun.own.quotas.members()) >= max) throw refusal('members', max);
}
