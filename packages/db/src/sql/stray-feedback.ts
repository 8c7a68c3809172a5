import type { Sql } from './client.ts';

const dayMs = 24 * 3_600_000;

/** Of a Call that this project does not have, or does not have yet. */
function isStray(sql: Sql, id: 'call_id' | 'other_call_id') {
  return sql`f.${sql(id)} is not null and not exists (
    select 1 from usage.calls c
    where c.organization_id = f.organization_id and c.project_id = f.project_id and c.call_id = f.${sql(id)})`;
}

/**
 * Deletes what was said of Calls that did not come within a day of it, as happens to ids that were never any of the
 * project's, and whatever nobody could label within a week; at most `rowsMax`. Gives the rows deleted.
 */
export async function deleteStrayFeedback(sql: Sql, nowMs: number, rowsMax: number): Promise<number> {
  const deleted = await sql`
    delete from usage.feedback where label is null and ctid = any(array(
      select f.ctid from usage.feedback f
      where f.label is null and f.said_at <= ${new Date(nowMs - dayMs)}
        and (f.said_at <= ${new Date(nowMs - 7 * dayMs)}
          or (${isStray(sql, 'call_id')}) or (${isStray(sql, 'other_call_id')}))
      limit ${rowsMax} for update skip locked))`;
  return deleted.count;
}
