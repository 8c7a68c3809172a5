import { targetNodesOf } from '@weir/routing/nodes-of';
import { routePlan } from '@weir/routing/route-plan';
import { inspect } from '@weir/routing/smart/inspect';
import { emptyQualityModel } from '@weir/routing/smart/quality-model';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { qualityView } from './view.ts';

/** As many as a project has. */
const routesMax = 200;

/**
 * What the models of a project's routes are expected to be worth, task by task. Nothing is learnt yet: all of it is what
 * public results say.
 */
export const inspectQuality = verb({
  action: 'route.read',
  input: z.strictObject({ projectId: idField }),
  output: qualityView,
  async run(context, { projectId }) {
    const own = read(context);
    if ((await own.projects.get(projectId)) === undefined) throw notFound('project');
    const routes = await own.routes.list({ projectId, archived: undefined, take: routesMax });
    const plans = routes.flatMap(({ published, draft }) => [published?.plan ?? null, draft]);
    const targets = plans.flatMap((plan) => (plan === null ? [] : targetNodesOf(routePlan.parse(plan).strategy)));
    const { labels, models } = inspect(
      emptyQualityModel(),
      targets.map(({ provider, model }) => `${provider}/${model}`),
    );
    return {
      labels,
      models: models.map(({ tasks, ...model }) => ({ ...model, tasks: tasks.map((task) => ({ ...task })) })),
    };
  },
});
