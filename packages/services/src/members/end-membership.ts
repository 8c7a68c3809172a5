import type { GatewayKey } from '@weir/db/prisma/rows';
import { z } from 'zod';
import type { Write } from '../write.ts';
import { requireAnotherOwner } from './require-member.ts';
import type { MemberRow } from './view.ts';

/** What becomes of the gateway keys that a leaving member owns. */
export const leftKeysField = z
  .enum(['revoke', 'keep'])
  .optional()
  .describe("The member's gateway keys: `revoke` when absent; `keep` leaves them working, without an owner.");
export type LeftKeys = 'revoke' | 'keep';

async function letGo({ own, audit, affects, nowMs }: Write, key: GatewayKey, keys: LeftKeys): Promise<void> {
  const { id, projectId } = key;
  const gone = { revokedAt: new Date(nowMs), previousHash: null, graceUntil: null };
  await own.gatewayKeys.update(id, keys === 'revoke' ? gone : { memberId: null });
  const action = keys === 'revoke' ? 'gateway_key.revoke' : 'gateway_key.disown';
  await audit({ action, subjectKind: 'gateway_key', subjectId: id });
  affects(projectId);
}

/**
 * Ends a membership inside a write: its keys, its teams and the invitations that it made go with it. Throws `conflict`
 * for the last owner.
 */
export async function endMembership(
  begun: Write,
  member: MemberRow,
  how: { readonly action: 'member.remove' | 'member.leave'; readonly keys: LeftKeys },
): Promise<void> {
  const { own, audit, nowMs } = begun;
  const { id, role } = member;
  const { action, keys } = how;
  await requireAnotherOwner(own, member);
  const owned = await own.gatewayKeys.ofMember(id);
  for (const key of owned) await letGo(begun, key, keys);
  const at = new Date(nowMs);
  await own.invitations.revokeOpen({ invitedById: id }, at);
  await own.members.remove(id, at);
  await audit({ action, subjectKind: 'member', subjectId: id, detail: { role, keys, gatewayKeys: owned.length } });
}
