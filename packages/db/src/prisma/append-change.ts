import { advisoryLocks } from '../advisory-locks.ts';
import { clientOf, type Transaction } from './handle.ts';

/**
 * Tells the gateways that a project (all of the organization's when absent) has changed. Writers queue up behind it
 * until they commit: call it last.
 */
export async function appendChange(
  transaction: Transaction,
  change: { organizationId: string; projectId?: string },
): Promise<void> {
  const client = clientOf(transaction);
  await client.$executeRaw`select pg_advisory_xact_lock(${advisoryLocks.changeFeed}::bigint)`;
  const rows = await client.$queryRaw<{ seq: bigint }[]>`
    insert into control_changes (organization_id, project_id)
    values (${change.organizationId}::uuid, ${change.projectId ?? null}::uuid) returning seq`;
  await client.$executeRaw`select pg_notify('weir_changes', ${String(rows[0]?.seq ?? '')})`;
}
