import type { SpoolPosition } from '@weir/protocol/ledger';
import type { TransactionSql } from './client.ts';
import { postgresText } from './postgres-json.ts';

/** A record that cannot be written, as it travelled, and why. */
export type DeadLetter = { readonly organizationId?: string; readonly reason: string; readonly text: string };

/**
 * Keeps records that cannot be written. One that is there already (its batch came again, cut differently) is not kept
 * twice; the lock on the spool's watermark makes the look before the insert safe. Gives the letters added.
 */
export async function insertDeadLetters(
  tx: TransactionSql,
  place: { readonly spoolId: string; readonly position: SpoolPosition },
  letters: readonly DeadLetter[],
): Promise<number> {
  const { spoolId, position } = place;
  let added = 0;
  for (const letter of letters) {
    const text = postgresText(letter.text);
    const rows = await tx`
      insert into usage.dead_letters (organization_id, spool_id, segment, "offset", reason, record)
      select ${letter.organizationId ?? null}::uuid, ${spoolId}::text, ${position.segment}::bigint,
        ${position.offset}::bigint, ${postgresText(letter.reason)}::text, ${text}::text
      where not exists (select 1 from usage.dead_letters where spool_id = ${spoolId} and record = ${text})
      returning id`;
    added += rows.length;
  }
  return added;
}
