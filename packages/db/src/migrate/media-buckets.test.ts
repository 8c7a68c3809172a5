import { usageBuckets } from '@weir/protocol/usage';
import { testDatabase } from '@weir/testing/services';
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { openSql } from '../sql/client.ts';
import { compactRollups } from '../sql/compact.ts';
import { readReceipt } from '../sql/receipt.ts';
import { insertAttempt, insertCall, insertRollups } from '../sql/sample-rows.ts';
import { readUsage } from '../sql/usage.ts';
import { attempt, write } from '../sql/usage-write.test-support.ts';
import { writeUsage } from '../sql/write-usage.ts';
import { readMigrations } from './migrations.ts';

const name = '00000000000009_media_buckets';
const hourMs = 3_600_000;

/** A database as the release before left it, and what brings it up to this one. */
async function databaseBefore() {
  const { url } = await testDatabase();
  const database = `before_${crypto.randomUUID().slice(0, 8)}`;
  const admin = postgres(url, { max: 1 });
  await admin.unsafe(`create database ${database} template template0`);
  await admin.end();
  const sql = openSql(Object.assign(new URL(url), { pathname: `/${database}` }).href, { max: 2 });
  const { migrationDirectories } = await readMigrations();
  const run = async (wanted: (path: string) => boolean) => {
    for (const { path, migrationFile } of migrationDirectories) {
      const { content } = migrationFile;
      if (wanted(path) && content.tag === 'ok') await sql.unsafe(content.value);
    }
  };
  await run((path) => path < name);
  return { sql, migrate: () => run((path) => path >= name) };
}

it('rows of the release before, and those it still writes, read as not reported in the new buckets', async () => {
  const { sql, migrate } = await databaseBefore();
  const startedAtMs = Math.floor(Date.now() / hourMs) * hourMs - 2 * hourMs;
  const own = { organization_id: crypto.randomUUID(), project_id: crypto.randomUUID() };
  const old = { ...own, input: 12, output: 5, images: 1 };
  const asOld = async () => {
    const callId = await insertCall(sql, startedAtMs, own);
    await insertAttempt(sql, callId, { ...old, started_at: new Date(startedAtMs) });
    await insertRollups(sql, [{ ...old, bucket_at: new Date(startedAtMs), cost_pico_usd: 1n }]);
    return callId;
  };
  const before = await asOld();
  const merged = (atMs: number) =>
    insertRollups(sql, [{ ...own, bucket_at: new Date(atMs), cost_pico_usd: 1n, merged: true }]);
  await merged(startedAtMs - 24 * hourMs);
  await migrate();
  // Its compaction would leave the new sums out.
  await expect(merged(startedAtMs)).rejects.toThrow(/rollups_merged_media/);
  const [after, newer] = [await asOld(), { organizationId: own.organization_id, projectId: own.project_id }];
  const record = attempt({ ...newer, gatewayKeyId: crypto.randomUUID() }, { startedAtMs, usage: { imageOutput: 7 } });
  await writeUsage(sql, write(crypto.randomUUID(), [0, 100], [record]));
  for (const callId of [before, after]) {
    const receipt = await readReceipt(sql, { organizationId: own.organization_id, callId });
    expect(receipt?.attempts.map(({ usage }) => usage)).toEqual([{ input: 12, output: 5, images: 1 }]);
  }
  const asked = { organizationId: own.organization_id, fromMs: startedAtMs, toMs: startedAtMs + hourMs };
  const none = Object.fromEntries(usageBuckets.map((bucket) => [bucket, 0]));
  const units = { ...none, input: 24, output: 10, images: 2, imageOutput: 7 };
  expect((await readUsage(sql, asked)).total.units).toEqual(units);
  await compactRollups(sql, startedAtMs + hourMs);
  expect((await readUsage(sql, asked)).total.units).toEqual(units);
  await sql.end();
}, 60_000);
