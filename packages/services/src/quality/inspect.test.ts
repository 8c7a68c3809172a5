import { beforeAll, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { createProject } from '../projects/create.ts';
import { createRoute } from '../routes/create.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { inspectQuality } from './inspect.ts';

let services: TestServices;
let actor: Actor;
let projectId: string;

beforeAll(async () => {
  services = await testServices();
  actor = await newActor(services);
  projectId = (await createProject(services, actor, { name: 'Main' })).id;
});

const target = (model: string) => ({ kind: 'target' as const, provider: 'openai', model });

it('tells of the models of all routes, drafts too, what public results say of them and that nobody has rated', async () => {
  const children = [target('gpt-4o'), target('in-house-1')];
  await createRoute(services, actor, { projectId, name: 'smart', plan: { strategy: { kind: 'smart', children } } });
  await createRoute(services, actor, { projectId, name: 'later', plan: { strategy: target('o3') }, draft: true });

  const { labels, models } = await inspectQuality(services, actor, { projectId });
  expect(labels).toBe(0);
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
  expect(await inspectQuality(services, actor, { projectId: empty })).toEqual({ labels: 0, models: [] });
  const stranger = await newActor(services);
  await expect(inspectQuality(services, stranger, { projectId })).rejects.toMatchObject({ code: 'not_found' });
});
