import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openSql, type Sql } from '@weir/db/sql/client';
import { readQualityState } from '@weir/db/sql/quality-states';
import { type Expected, type Outcome, outOfFold, shuffled } from '@weir/routing/smart/bench-outcomes.test-support';
import { routerScore } from '@weir/routing/smart/bench-scores.test-support';
import { byPlan, mmlu, usualTokens } from '@weir/routing/smart/bench-two-models.test-support';
import { decodeQualityModel } from '@weir/routing/smart/encode-quality-model';
import { estimate } from '@weir/routing/smart/estimate';
import { encodeFeatures } from '@weir/routing/smart/features';
import { uuidv7 } from '@weir/runtime/uuid';
import { recordProof } from '@weir/testing/proofs';
import { scaled } from '@weir/testing/scale';
import { testDatabase } from '@weir/testing/services';
import { expect, it } from 'vitest';
import { labelFeedback } from './label-feedback.ts';
import { learnProject } from './learn-project.ts';
import type { Home } from './quality.test-support.ts';

const folds = 5;
const foldsDone = scaled({ scaled: 1, full: folds });
const seed = 1;
const rowsAtOnce = 1_000;

/** How long the states took, and for how long nobody else had a turn. */
const took: { readonly ms: number; readonly longestMs: number }[] = [];

type Rated = { readonly callId: string; readonly model: string; readonly score: number; readonly decision: object };

function ratedOf(outcome: Outcome): Rated[] {
  const inputs = { facts: { task: outcome.task }, features: encodeFeatures(outcome.features) };
  return [...outcome.models].map(([name, { score }]) => {
    return { callId: uuidv7(), model: name.slice(name.indexOf('/') + 1), score, decision: { inputs } };
  });
}

/** Calls as the gateway records them, and a rating of each. */
async function insert(sql: Sql, { organizationId, projectId }: Home, rated: readonly Rated[]): Promise<void> {
  for (let at = 0; at < rated.length; at += rowsAtOnce) {
    const rows = JSON.stringify(rated.slice(at, at + rowsAtOnce));
    await sql`
      with r as materialized (
        select * from rows from (json_to_recordset(${rows}::text::json) as
          ("callId" uuid, model text, score float8, decision jsonb)) with ordinality as r(call_id, model, score, decision, n)
      ), called as (
        insert into usage.calls (organization_id, call_id, project_id, operation, requested_model, provider, model,
          streaming, status, attempts, started_at, duration_ms, decision)
        select ${organizationId}, call_id, ${projectId}, 'chat', 'm', 'bench', model, false, 'succeeded', 1, now(), 1,
          decision from r)
      insert into usage.feedback (organization_id, project_id, call_id, score, said_at)
      select ${organizationId}, ${projectId}, call_id, score, now() from r order by n`;
  }
}

/** What a project's state, as it is stored, lets expect of the prompts of one fold: learnt from all others. */
async function throughProduct(sql: Sql, fold: number): Promise<readonly Expected[]> {
  const home = { organizationId: uuidv7(), projectId: uuidv7() };
  const order = shuffled(mmlu.length, seed);
  const others = order.filter((_, position) => position % folds !== fold);
  await insert(
    sql,
    home,
    others.flatMap((index) => {
      const outcome = mmlu[index];
      return outcome === undefined ? [] : ratedOf(outcome);
    }),
  );
  for (let pass = await labelFeedback(sql); pass.next !== undefined; ) pass = await labelFeedback(sql, pass.next);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const learnt = await learnProject(sql, home);
  delay.disable();
  took.push({ ms: learnt?.tookMs ?? 0, longestMs: delay.max / 1e6 });
  const state = decodeQualityModel((await readQualityState(sql, home))?.state ?? new Uint8Array());
  if (state === undefined) throw new Error('the state cannot be read');
  expect(state.labels).toBe(others.length * 2);
  return order.flatMap((index, position) => {
    const outcome = mmlu[index];
    if (outcome === undefined || position % folds !== fold) return [];
    return [{ outcome, qualities: estimate(state, outcome, [...outcome.models.keys()]) }];
  });
}

it('ratings by way of tables and bytes teach what they teach at once', { timeout: 300_000 }, async () => {
  if (mmlu.length === 0) return;
  const sql = openSql((await testDatabase()).url, { max: 4 });
  const expected: Expected[] = [];
  for (let fold = 0; fold < foldsDone; fold += 1) expected.push(...(await throughProduct(sql, fold)));
  await sql.end();
  const apgrOf = (all: readonly Expected[]) => routerScore(byPlan(all, () => usualTokens)).apgr;
  const [stored, atOnce] = [apgrOf(expected), apgrOf(outOfFold(mmlu, { seed }, foldsDone))];
  recordProof('smart routing, two models, learnt from ratings in Postgres', {
    prompts: expected.length,
    APGR: stored.toFixed(3),
    'in memory': atOnce.toFixed(3),
    'ms for 11,228 ratings': Math.max(...took.map(({ ms }) => ms)).toFixed(0),
    'longest turn ms': Math.max(...took.map(({ longestMs }) => longestMs)).toFixed(0),
  });
  expect(Math.abs(stored - atOnce)).toBeLessThan(0.01);
  expect(stored).toBeGreaterThanOrEqual(0.65);
});
