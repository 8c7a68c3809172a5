import type { CallRecord } from '@weir/protocol/ledger';
import type { Mutable } from './mutable.ts';
import type { PermittedCall } from './permitted-call.ts';

/** Writes into a Call's record who made it, and what the caller said of it. */
export function addCaller(
  record: Mutable<CallRecord>,
  { grant, asked, way }: Pick<PermittedCall, 'grant' | 'asked' | 'way'>,
): void {
  const { gatewayKeyId, memberId } = grant.principal;
  const endUser = asked.endUser ?? way.request.endUser;
  if (gatewayKeyId !== undefined) record.gatewayKeyId = gatewayKeyId;
  if (memberId !== undefined) record.memberId = memberId;
  if (asked.tags !== undefined) record.tags = asked.tags;
  if (asked.session !== undefined) record.session = asked.session;
  if (endUser !== undefined) record.endUser = endUser;
}
