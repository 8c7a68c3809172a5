import type { Sql } from '@weir/db/sql/client';
import { type FeedbackPlace, takeUnlabelled, writeLabels } from '@weir/db/sql/quality-feedback';
import { labelOf } from './label-of.ts';

const rowsMax = 2_000;

/** What a pass came to: where the next one goes on (undefined: at the oldest again), and how many were labelled. */
export type LabelPass = { readonly next: FeedbackPlace | undefined; readonly labelled: number };

/**
 * Gives labels to at most 2,000 of those behind `after` that have none: what their Calls, of their own organization and
 * project, say of the answers. Those whose Calls are not recorded yet are left for a later pass; going on behind them,
 * they hold nobody up. In one transaction; any number of workers at once.
 */
export async function labelFeedback(sql: Sql, after?: FeedbackPlace): Promise<LabelPass> {
  return sql.begin(async (tx) => {
    const rows = await takeUnlabelled(tx, { after, take: rowsMax });
    const labels = rows.flatMap((row) => {
      const label = labelOf(row);
      return label === undefined ? [] : [{ seq: row.seq, label }];
    });
    await writeLabels(tx, labels);
    return {
      next: rows.length < rowsMax ? undefined : rows.at(-1)?.place,
      labelled: labels.filter(({ label }) => 'model' in label).length,
    };
  });
}
