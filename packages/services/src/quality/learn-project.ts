import type { Sql } from '@weir/db/sql/client';
import { readLabels } from '@weir/db/sql/quality-feedback';
import { lockLearning, readQuality, writeQuality } from '@weir/db/sql/quality-states';
import { encodeQualityModel } from '@weir/routing/smart/encode-quality-model';
import { emptyQualityModel } from '@weir/routing/smart/quality-model';
import { learnLabels } from './learn-labels.ts';

/** Older labels are forgotten: models change, and so does what they are asked. */
const labelsMax = 20_000;
const rowsAtOnce = 500;

/** A state that was made. */
export type Learnt = {
  readonly labels: number;
  readonly models: number;
  readonly version: number;
  readonly tookMs: number;
};

/**
 * Makes a project's state anew from its last 20,000 labels, in their order: the same labels give the same bytes, and one
 * that was said anew counts once. In one transaction: killed at any moment the old state stays whole. Undefined when
 * there is nothing new, another worker is at it, or it was reset meanwhile.
 */
export async function learnProject(
  sql: Sql,
  key: { readonly organizationId: string; readonly projectId: string },
): Promise<Learnt | undefined> {
  return sql.begin(async (tx) => {
    if (!(await lockLearning(tx, key))) return undefined;
    // Before the labels are: one that comes in between is learnt now, and once more.
    const from = await readQuality(tx, key);
    if (from === undefined || from.labelled <= from.learnt) return undefined;
    const startedMs = performance.now();
    const model = emptyQualityModel();
    const asked = { ...key, resetSeq: from.resetSeq, take: labelsMax, rowsAtOnce };
    for await (const rows of readLabels(tx, asked)) await learnLabels(model, rows);
    const { labels } = model;
    const state = labels === 0 ? undefined : encodeQualityModel(model);
    const tookMs = performance.now() - startedMs;
    const version = await writeQuality(tx, key, { from, state, labels, tookMs });
    return version === undefined ? undefined : { labels, models: model.models.size, version, tookMs };
  });
}
