import { openSql, type Sql } from '@weir/db/sql/client';
import { readSampledVerdicts } from '@weir/db/sql/quality-feedback';
import { pairsMin } from '@weir/routing/smart/guarantee';
import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { guaranteesOf } from './guarantees.ts';
import { labelFeedback } from './label-feedback.ts';
import { type Answer, compare, type Home, insertAnswer } from './quality.test-support.ts';

const [large, small] = ['lab/large', 'lab/small'];
const routed = { model: small, route: 'talk' };
const plain = { model: large };
let sql: Sql;
let home: Home;

beforeAll(async () => {
  sql = openSql((await testDatabase()).url, { max: 4 });
});
afterAll(() => sql.end());
beforeEach(() => {
  home = { organizationId: uuidv7(), projectId: uuidv7() };
});

type Pair = { readonly one: Answer; readonly other: Answer; readonly score: number; readonly sampled?: boolean };

async function pair({ one, other, score, sampled = true }: Pair): Promise<void> {
  const callIds = [await insertAnswer(sql, home, one), await insertAnswer(sql, home, other)] as const;
  await compare(sql, home, { callIds, score, sampled });
}

async function found() {
  await labelFeedback(sql);
  return guaranteesOf(await readSampledVerdicts(sql, { ...home, resetSeq: 0n, take: 10_000 }));
}

describe('pairs', () => {
  it('are of a smart route and of a model that was called as such, whichever came first', async () => {
    await pair({ one: routed, other: plain, score: 1 });
    await pair({ one: plain, other: { model: large, route: 'talk' }, score: 0.5 });
    await pair({ one: routed, other: { model: 'lab/third' }, score: 0 });
    expect(await found()).toEqual([
      { route: 'talk', reference: large, pairs: 2, found: undefined },
      { route: 'talk', reference: 'lab/third', pairs: 1, found: undefined },
    ]);
  });

  it('that nobody drew, or that compare no route or two, are none', async () => {
    await pair({ one: routed, other: plain, score: 1, sampled: false });
    await pair({ one: plain, other: { model: small }, score: 1 });
    await pair({ one: routed, other: { model: large, route: 'other' }, score: 1 });
    expect(await found()).toEqual([]);
  });

  it('count once for each end user who is named', async () => {
    for (const endUser of ['ann', 'ann', 'ann', 'ben'])
      await pair({ one: routed, other: { ...plain, endUser }, score: 1 });
    for (const endUser of ['cleo', 'cleo']) await pair({ one: { ...routed, endUser }, other: plain, score: 0 });
    expect(await found()).toMatchObject([{ pairs: 3 }]);
  });
});

describe('a guarantee', () => {
  it('is told from the side of the route: its losses count against it', async () => {
    for (let n = 0; n < pairsMin + 20; n += 1) {
      await pair(n % 2 === 0 ? { one: routed, other: plain, score: 0 } : { one: plain, other: routed, score: 1 });
    }
    const [sample] = await found();
    expect(sample?.pairs).toBe(pairsMin + 20);
    expect(sample?.found).toMatchObject({ n: pairsMin + 20, holds: false });
    expect(sample?.found?.upper).toBeLessThan(-0.4);
  });

  it('holds where the route wins', async () => {
    for (let n = 0; n < pairsMin + 20; n += 1) await pair({ one: plain, other: routed, score: n % 10 === 0 ? 0.5 : 0 });
    expect((await found())[0]?.found).toMatchObject({ holds: true });
  });
});
