import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, openPrisma, type Scope, transact } from '@weir/db/prisma/client';
import { organization } from '@weir/db/prisma/organization';
import { openSql, type Sql } from '@weir/db/sql/client';
import { readDueProjects, readQuality } from '@weir/db/sql/quality-states';
import { decodeQualityModel } from '@weir/routing/smart/encode-quality-model';
import { estimate } from '@weir/routing/smart/estimate';
import { encodeFeatures, promptFeatures } from '@weir/routing/smart/features';
import { createLogger } from '@weir/runtime/logger';
import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labelFeedback } from './label-feedback.ts';
import { createLearner } from './learn-from-feedback.ts';
import { learnProject } from './learn-project.ts';
import { compare, type Home, insertAnswer, rate } from './quality.test-support.ts';

const [large, small] = ['lab/large', 'lab/small'];
let url: string;
let sql: Sql;
let database: Database;
let home: Home;

beforeAll(async () => {
  ({ url } = await testDatabase());
  sql = openSql(url, { max: 4 });
  database = openPrisma(url);
});
afterAll(async () => {
  await sql.end();
  await database.close();
});
beforeEach(() => {
  home = { organizationId: uuidv7(), projectId: uuidv7() };
});

/** Answers of both models about apples and pears: the small one knows apples alone. Gives the calls' ids. */
async function rated(count: number): Promise<readonly string[]> {
  const callIds: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const [model, fruit] = [n % 2 === 0 ? large : small, n % 4 < 2 ? 'apples' : 'pears'];
    const prompt = `please describe ${fruit}, number ${n}`;
    const callId = await insertAnswer(sql, home, { model, route: 'talk', task: 'writing', prompt });
    await rate(sql, home, { callId, score: model === large || fruit === 'apples' ? 1 : 0 });
    callIds.push(callId);
  }
  return callIds;
}

async function learn() {
  for (let pass = await labelFeedback(sql); pass.next !== undefined; ) pass = await labelFeedback(sql, pass.next);
  return learnProject(sql, home);
}

const reset = (scope: Scope = database) =>
  organization(scope, home.organizationId).qualityStates.reset(home.projectId, new Date());

async function stored() {
  const found = await readQuality(sql, home);
  if (found === undefined) throw new Error('nothing is stored');
  return found;
}

async function worthOf(model: string, prompt: string): Promise<number> {
  const state = decodeQualityModel((await stored()).state ?? new Uint8Array());
  if (state === undefined) throw new Error('the state cannot be read');
  const asked = { task: 'writing', features: promptFeatures(prompt) } as const;
  return estimate(state, asked, [model]).get(model)?.quality ?? Number.NaN;
}

describe('a state', () => {
  it('is made of the ratings, and knows what each model is good for', async () => {
    await rated(160);
    expect(await learn()).toEqual({ labels: 160, models: 2, version: 2, tookMs: expect.any(Number) });
    expect(await worthOf(small, 'please describe apples')).toBeGreaterThan(0.6);
    expect(await worthOf(small, 'please describe pears')).toBeLessThan(0.4);
    expect(await worthOf(large, 'please describe pears')).toBeGreaterThan(0.7);
    expect(await stored()).toMatchObject({ labels: 160, labelled: 160n, learnt: 160n });
  });

  it('comes to the same bytes of the same ratings, whoever makes it and how often', async () => {
    const callIds = await rated(60);
    await learn();
    const first = (await stored()).state;
    await sql`update usage.quality_states set learnt = 0`;
    await learn();
    expect(Buffer.compare((await stored()).state ?? Buffer.of(), first ?? Buffer.of())).toBe(0);
    await rate(sql, home, { callId: callIds[0] ?? '', score: 0 });
    await learn();
    expect(Buffer.compare((await stored()).state ?? Buffer.of(), first ?? Buffer.of())).not.toBe(0);
  });

  it('counts an answer that is rated anew once, by the last word', async () => {
    const callIds = await rated(80);
    await learn();
    expect(await worthOf(small, 'please describe pears')).toBeLessThan(0.5);
    for (const callId of callIds) await rate(sql, home, { callId, score: 1 });
    expect(await learn()).toMatchObject({ labels: 80 });
    expect(await worthOf(small, 'please describe pears')).toBeGreaterThan(0.7);
  });

  it('learns from verdicts, and from what names no words', async () => {
    for (let n = 0; n < 60; n += 1) {
      const callIds = [
        await insertAnswer(sql, home, { model: large }),
        await insertAnswer(sql, home, { model: small }),
      ] as const;
      await compare(sql, home, { callIds, score: n % 6 === 0 ? 0.5 : 1 });
    }
    expect(await learn()).toMatchObject({ labels: 60, models: 2 });
    const state = decodeQualityModel((await stored()).state ?? new Uint8Array());
    expect(state?.models.get(large)?.table.get('chat')).toMatchObject({ verdicts: 60, scores: 0 });
    expect(await worthOf(large, '')).toBeGreaterThan((await worthOf(small, '')) + 0.2);
  });

  it('weighs an answer by the inverse of the chance that it was given', async () => {
    const rare = await insertAnswer(sql, home, { model: large, route: 'talk', propensity: 0.1 });
    await rate(sql, home, { callId: rare, score: 1 });
    await learn();
    const state = decodeQualityModel((await stored()).state ?? new Uint8Array());
    expect(state?.models.get(large)?.table.get('chat')).toMatchObject({ scores: 1, scoreWeight: 10 });
  });

  it('is not made where nothing is new, nor by two at once', async () => {
    await rated(20);
    await labelFeedback(sql);
    const made = await Promise.all([learnProject(sql, home), learnProject(sql, home), learnProject(sql, home)]);
    expect(made.filter((one) => one !== undefined)).toHaveLength(1);
    expect(await learnProject(sql, home)).toBeUndefined();
  });
});

describe('a reset', () => {
  it('forgets what was said before, even what had no label yet, and nothing said after it', async () => {
    await rated(40);
    await learn();
    await rated(10);
    expect(await reset()).toBe(40);
    expect(await stored()).toMatchObject({ state: undefined, labels: 0, version: 3, learntAt: undefined });
    expect(await learn()).toMatchObject({ labels: 0 });
    expect((await stored()).state).toBeUndefined();
    await rated(30);
    expect(await learn()).toMatchObject({ labels: 30 });
  });

  it('is undone with what it belongs to', async () => {
    await rated(20);
    await learn();
    const before = await stored();
    const broken = transact(database, async (transaction) => {
      await reset(transaction);
      throw new Error('the audit line could not be written');
    });
    await expect(broken).rejects.toThrow('the audit line');
    expect(await stored()).toEqual(before);
  });

  it('that comes while a state is made wins', async () => {
    await rated(40);
    await labelFeedback(sql);
    let learning: Promise<unknown> = Promise.resolve();
    await transact(database, async (transaction) => {
      // Whoever learns waits at its last step.
      await reset(transaction);
      learning = learnProject(sql, home);
      await sleep(300);
    });
    expect(await learning).toBeUndefined();
    expect(await stored()).toMatchObject({ state: undefined, labels: 0 });
  });
});

describe('projects that are due', () => {
  const pace = { everyMs: 15_000, timesItsDuration: 20, take: 10 };
  const due = async () => (await readDueProjects(sql, pace)).some(({ projectId }) => projectId === home.projectId);

  it('have labels that are not learnt, and were not learnt from a moment ago', async () => {
    await rated(2);
    await labelFeedback(sql);
    expect(await due()).toBe(true);
    await learn();
    expect(await due()).toBe(false);
    await rated(2);
    await labelFeedback(sql);
    expect(await due()).toBe(false);
    const ago = (seconds: number) => sql`
      update usage.quality_states set learnt_at = now() - ${seconds}::float8 * interval '1 second'
      where project_id = ${home.projectId}`;
    await ago(16);
    expect(await due()).toBe(true);
    await sql`update usage.quality_states set learnt_ms = 2000 where project_id = ${home.projectId}`;
    expect(await due()).toBe(false);
    await ago(41);
    expect(await due()).toBe(true);
  });
});

describe('a worker', () => {
  it('labels, learns and says so', async () => {
    await rated(30);
    const lines: string[] = [];
    const log = createLogger({ name: 'test', destination: { write: (line) => void lines.push(line) } });
    const learner = createLearner({ sql, log });
    await learner.run();
    expect((await stored()).labels).toBe(30);
    const [line] = lines.filter((text) => text.includes(home.projectId));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ msg: 'learnt from ratings', labels: 30, models: 2, version: 2 });
  });

  it('that is killed at any moment leaves the old state whole', { timeout: 30_000 }, async () => {
    await rated(40);
    await learn();
    const features = encodeFeatures(promptFeatures('so many words that there is something to do '.repeat(40)));
    const label = { model: large, smart: false, task: 'chat', features };
    await sql`
      insert into usage.feedback (organization_id, project_id, call_id, score, said_at, label)
      select ${home.organizationId}, ${home.projectId}, gen_random_uuid(), 1, now(), ${sql.json(label)}
      from generate_series(1, 4000)`;
    await sql`update usage.quality_states set labelled = 4040 where project_id = ${home.projectId}`;
    const script = new URL('./learn.kill.test-support.ts', import.meta.url).pathname;
    let killed = 0;
    for (const afterMs of [0, 15, 30, 60, 90, 120]) {
      const child = spawn(process.execPath, [script, url, JSON.stringify(home)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exit = once(child, 'exit');
      await once(child.stdout, 'data');
      await sleep(afterMs);
      child.kill('SIGKILL');
      const [, signal] = await exit;
      const { state, labels, learnt } = await stored();
      expect(decodeQualityModel(state ?? new Uint8Array())?.labels).toBe(labels);
      if (learnt < 4_040n) killed += signal === 'SIGKILL' ? 1 : 0;
      expect(labels).toBe(learnt < 4_040n ? 40 : 4_040);
    }
    expect(killed).toBeGreaterThan(0);
    await learn();
    expect((await stored()).labels).toBe(4_040);
  });
});
