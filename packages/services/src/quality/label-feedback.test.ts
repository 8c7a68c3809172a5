import { openSql, type Sql } from '@weir/db/sql/client';
import { encodeFeatures, promptFeatures } from '@weir/routing/smart/features';
import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { labelFeedback } from './label-feedback.ts';
import { compare, type Home, insertAnswer, labelsOf, rate } from './quality.test-support.ts';

const [large, small] = ['lab/large', 'lab/small'];
let sql: Sql;
let home: Home;

beforeAll(async () => {
  sql = openSql((await testDatabase()).url, { max: 4 });
});
afterAll(() => sql.end());
beforeEach(() => {
  home = { organizationId: uuidv7(), projectId: uuidv7() };
});

const pass = () => labelFeedback(sql);

it('labels a rating with what its call says: the model, the task, the words as numbers, and how it was chosen', async () => {
  const prompt = 'please tell me of apples';
  const answer = { model: large, route: 'talk', propensity: 0.25, task: 'law', prompt, endUser: 'ann' };
  await rate(sql, home, { callId: await insertAnswer(sql, home, answer), score: 1 });
  await rate(sql, home, { callId: await insertAnswer(sql, home, { model: 'lab/a/b', task: 'gone' }), score: 0 });
  expect(await pass()).toEqual({ next: undefined, labelled: 2 });
  const [smart, plain] = await labelsOf(sql, home);
  expect(smart).toEqual({
    model: large,
    smart: true,
    route: { name: 'talk', version: 3 },
    task: 'law',
    features: encodeFeatures(promptFeatures(prompt)),
    propensity: 0.25,
    asker: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  expect(plain).toEqual({ model: 'lab/a/b', smart: false, task: 'chat', features: '' });
});

it('labels a verdict with both answers', async () => {
  const routed = await insertAnswer(sql, home, { model: small, route: 'talk', task: 'code', prompt: 'x' });
  const plain = await insertAnswer(sql, home, { model: large });
  await compare(sql, home, { callIds: [plain, routed], score: 1 });
  await pass();
  const [first] = [routed, plain].sort();
  const sides = [
    { model: small, smart: true, route: { name: 'talk', version: 3 } },
    { model: large, smart: false },
  ];
  const [one, other] = first === routed ? sides : sides.toReversed();
  expect(await labelsOf(sql, home)).toEqual([{ ...one, task: 'code', features: expect.stringMatching(/./), other }]);
});

it('knows no chance of a model that was asked because another had failed', async () => {
  const answer = { model: large, route: 'talk', propensity: 0.01 };
  const callId = await insertAnswer(sql, home, answer);
  await sql`update usage.calls set model = 'small' where call_id = ${callId}`;
  await rate(sql, home, { callId, score: 1 });
  await pass();
  const [label] = await labelsOf(sql, home);
  expect(label).toMatchObject({ model: small });
  expect(label).not.toHaveProperty('propensity');
});

it.each(['failed', 'refused', 'interrupted'])('takes nothing from a call that ended %s', async (status) => {
  await rate(sql, home, { callId: await insertAnswer(sql, home, { model: large, status }), score: 0 });
  expect(await pass()).toMatchObject({ labelled: 0 });
  expect(await labelsOf(sql, home)).toEqual([{}]);
});

it('never labels by a call of another organization or project, whatever its id', async () => {
  const elsewhere = { organizationId: uuidv7(), projectId: home.projectId };
  const sibling = { organizationId: home.organizationId, projectId: uuidv7() };
  const own = await insertAnswer(sql, home, { model: small });
  for (const other of [elsewhere, sibling]) {
    const foreign = await insertAnswer(sql, other, { model: large });
    await rate(sql, home, { callId: foreign, score: 1 });
    await compare(sql, home, { callIds: [own, foreign], score: 1 });
  }
  expect(await pass()).toMatchObject({ labelled: 0 });
  expect(await labelsOf(sql, home)).toEqual([null, null, null, null]);
});

it('waits for a call that is not recorded yet', async () => {
  const callId = uuidv7();
  await rate(sql, home, { callId, score: 1 });
  await pass();
  expect(await labelsOf(sql, home)).toEqual([null]);
  const later = await insertAnswer(sql, home, { model: large });
  await sql`update usage.feedback set call_id = ${later} where call_id = ${callId}`;
  await pass();
  expect(await labelsOf(sql, home)).toMatchObject([{ model: large }]);
});

it('goes on behind two thousand that wait, so that they hold nobody up', async () => {
  const { organizationId, projectId } = home;
  await sql`
    insert into usage.feedback (organization_id, project_id, call_id, score, said_at)
    select ${organizationId}, ${projectId}, gen_random_uuid(), 1, now() - interval '1 hour' from generate_series(1, 2000)`;
  await rate(sql, home, { callId: await insertAnswer(sql, home, { model: large }), score: 1 });
  const first = await pass();
  expect(first).toMatchObject({ labelled: 0, next: { seq: expect.any(BigInt) } });
  expect(await labelFeedback(sql, first.next)).toEqual({ next: undefined, labelled: 1 });
  await sql`delete from usage.feedback`;
});

it('passes over what another worker has in hand', async () => {
  for (let n = 0; n < 20; n += 1) {
    await rate(sql, home, { callId: await insertAnswer(sql, home, { model: large }), score: 1 });
  }
  const passes = await Promise.all([pass(), pass(), pass()]);
  expect(passes.reduce((sum, { labelled }) => sum + labelled, 0)).toBe(20);
  const [row] = await sql`select labelled from usage.quality_states where project_id = ${home.projectId}`;
  expect(row).toEqual({ labelled: 20n });
});
