import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSql, type Sql } from './client.ts';
import { compactRollups } from './compact.ts';
import { readOverview } from './overview.ts';
import { QueryError } from './query-error.ts';
import { insertRollups } from './sample-rows.ts';
import { readUsage } from './usage.ts';

let sql: Sql;
const dayMs = 86_400_000;
const first = Date.parse('2026-03-01T00:00:00Z');
const organizationId = crypto.randomUUID();
const span = { fromMs: first + 7 * dayMs, toMs: first + 10 * dayMs };
const query = { organizationId, ...span, interval: 'day', groupBy: 'model' } as const;

beforeAll(async () => {
  sql = openSql((await testDatabase()).url, { max: 4 });
  const own = { organization_id: organizationId, project_id: crypto.randomUUID(), cost_source: 'computed' };
  // A pico-dollar more each day, so that no two spans come to the same.
  const rows = Array.from({ length: 10 }, (_, day) => {
    return { ...own, bucket_at: new Date(first + day * dayMs), model: 'm', calls: 1, cost_pico_usd: 2n ** BigInt(day) };
  });
  await insertRollups(sql, rows.slice(0, 5));
  await compactRollups(sql, first + 20 * dayMs);
  await insertRollups(sql, rows.slice(5));
});
afterAll(() => sql.end());

describe('readOverview', () => {
  it('compares with the span before, as long', async () => {
    const { previousSpan, previous, totals } = await readOverview(sql, query);
    expect(previousSpan).toEqual({ fromMs: first + 4 * dayMs, toMs: span.fromMs });
    expect([previous.usd, totals.usd]).toEqual(['0.000000000112', '0.000000000896']);
  });

  it('compares with another span, and counts nothing of what lies between', async () => {
    for (const previousSpan of [
      { fromMs: first, toMs: first + 3 * dayMs },
      { fromMs: first + 3 * dayMs, toMs: first + 6 * dayMs },
    ]) {
      const found = await readOverview(sql, { ...query, previous: previousSpan });
      const usage = await readUsage(sql, { organizationId, ...previousSpan });
      expect(found.previousSpan).toEqual(previousSpan);
      expect(found.previous.usd).toBe(usage.total.usd);
      expect(found.totals.usd).toBe('0.000000000896');
      expect(found.tops.models.map((top) => [top.figures.usd, top.previous?.usd])).toEqual([
        ['0.000000000896', usage.total.usd],
      ]);
    }
  });

  it('refuses to compare with what it shows', async () => {
    const previous = { fromMs: first, toMs: span.fromMs + dayMs };
    await expect(readOverview(sql, { ...query, previous })).rejects.toThrow(QueryError);
  });
});
