import { createLogger } from '@weir/runtime/logger';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { listAuditLines } from '../audit/list.ts';
import { createProject } from '../projects/create.ts';
import { createRoute } from '../routes/create.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { inspectQuality } from './inspect.ts';
import { createLearner } from './learn-from-feedback.ts';
import { compare, type Home, insertAnswer, rate } from './quality.test-support.ts';
import { resetQuality } from './reset.ts';

let services: TestServices;
let actor: Actor;
let projectId: string;

beforeAll(async () => {
  services = await testServices();
  actor = await newActor(services);
  projectId = (await createProject(services, actor, { name: 'Main' })).id;
});

const target = (model: string) => ({ kind: 'target' as const, provider: 'openai', model });
const nothing = { labels: 0, waiting: 0, learntAt: null, resetAt: null, guarantees: [] };

it('tells of the models of all routes, drafts too, what public results say of them and that nobody has rated', async () => {
  const children = [target('gpt-4o'), target('in-house-1')];
  await createRoute(services, actor, { projectId, name: 'smart', plan: { strategy: { kind: 'smart', children } } });
  await createRoute(services, actor, { projectId, name: 'later', plan: { strategy: target('o3') }, draft: true });

  const { models, ...rest } = await inspectQuality(services, actor, { projectId });
  expect(rest).toEqual(nothing);
  expect(models.map(({ model }) => model)).toEqual(['openai/gpt-4o', 'openai/in-house-1', 'openai/o3']);
  const [known, unknown] = models;
  expect(known?.tasks.find(({ task }) => task === 'code')).toMatchObject({
    source: 'prior',
    labels: { scores: 0, verdicts: 0 },
    prior: { source: expect.stringMatching(/^LiveBench /) },
  });
  expect(unknown?.tasks).toEqual([]);
});

it('is nothing for a project without routes, and not found in another organization', async () => {
  const empty = (await createProject(services, actor, { name: 'Empty' })).id;
  expect(await inspectQuality(services, actor, { projectId: empty })).toEqual({ ...nothing, models: [] });
  const stranger = await newActor(services);
  await expect(inspectQuality(services, stranger, { projectId })).rejects.toMatchObject({ code: 'not_found' });
});

describe('what ratings have taught', () => {
  const run = () => createLearner({ sql: services.sql, log: createLogger({ name: 'test', level: 'silent' }) }).run();
  const answer = { model: 'openai/in-house-1', route: 'smart', task: 'law' };

  async function rated(home: Home, count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      await rate(services.sql, home, {
        callId: await insertAnswer(services.sql, home, answer),
        score: n % 5 === 0 ? 0 : 1,
      });
    }
  }

  it('is told with its age, its labels, those that wait, and how the route fared against another model', async () => {
    const home = { organizationId: actor.organizationId, projectId };
    await rated(home, 30);
    const callIds = [
      await insertAnswer(services.sql, home, answer),
      await insertAnswer(services.sql, home, { model: 'openai/gpt-4o' }),
    ] as const;
    await compare(services.sql, home, { callIds, score: 1, sampled: true });
    await run();
    await rated(home, 2);
    await run();
    const found = await inspectQuality(services, actor, { projectId });
    expect(found).toMatchObject({ labels: 31, waiting: 2, learntAt: expect.any(String), resetAt: null });
    const law = found.models.find(({ model }) => model === answer.model)?.tasks.find(({ task }) => task === 'law');
    expect(law).toMatchObject({ source: 'learnt', labels: { scores: 30, verdicts: 1 }, interval: expect.anything() });
    expect(found.guarantees).toEqual([
      {
        route: 'smart',
        reference: 'openai/gpt-4o',
        pairs: 1,
        pairsMin: 30,
        margin: 0.02,
        confidence: 0.95,
        holds: false,
      },
    ]);
  });

  it('is forgotten by a reset, which the log tells of', async () => {
    expect(await resetQuality(services, actor, { projectId })).toEqual({ forgotten: 31 });
    const { models, ...rest } = await inspectQuality(services, actor, { projectId });
    expect(rest).toEqual({ ...nothing, resetAt: expect.any(String) });
    expect(models.every(({ labels }) => labels === 0)).toBe(true);
    const { data } = await listAuditLines(services, actor, {});
    expect(data[0]).toMatchObject({ action: 'quality.reset', subjectId: projectId, detail: { labels: 31 } });
    await run();
    expect(await inspectQuality(services, actor, { projectId })).toMatchObject({ labels: 0, guarantees: [] });
  });

  it('cannot be forgotten from another organization', async () => {
    const stranger = await newActor(services);
    await expect(resetQuality(services, stranger, { projectId })).rejects.toMatchObject({ code: 'not_found' });
  });
});
