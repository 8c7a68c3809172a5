import type { CallRecord } from '@weir/protocol/ledger';
import type { Mutable } from './mutable.ts';
import type { PermittedCall } from './permitted-call.ts';

/** Writes into a Call's record who made it, and what the caller said of it. */
export function addCaller(
  record: Mutable<CallRecord>,
  { grant, asked, request }: Pick<PermittedCall, 'grant' | 'asked' | 'request'>,
): void {
  const { gatewayKeyId, memberId } = grant.principal;
  const endUser = asked.endUser ?? request.endUser;
  if (gatewayKeyId !== undefined) record.gatewayKeyId = gatewayKeyId;
  if (memberId !== undefined) record.memberId = memberId;
  if (asked.tags !== undefined) record.tags = asked.tags;
  if (asked.session !== undefined) record.session = asked.session;
  if (endUser !== undefined) record.endUser = endUser;
}
