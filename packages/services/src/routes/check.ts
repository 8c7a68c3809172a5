import { locatedNodes } from '@weir/routing/located-nodes';
import { planFaults } from '@weir/routing/plan-faults';
import { routePlan } from '@weir/routing/route-plan';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { customPricesOf } from '../projects/compile-project.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { nameWarnings } from './name-warnings.ts';
import { nodeWarnings } from './node-warnings.ts';
import { targetWarnings } from './target-warnings.ts';
import { planRemarkView } from './view.ts';

/** What is wrong with a plan, and what is worth a look in this project as it is now. Stores nothing. */
export const checkRoutePlan = verb({
  action: 'route.write',
  input: z.strictObject({
    projectId: idField,
    plan: z.record(z.string(), z.unknown()).describe('A RoutePlan, sound or not.'),
    name: z.string().max(200).optional().describe('What the route is or will be called.'),
  }),
  output: z.strictObject({
    faults: z.array(planRemarkView).describe('With any of them it cannot be saved.'),
    warnings: z
      .array(planRemarkView)
      .describe('Only of a plan without faults; none of them keeps it from being published.'),
  }),
  async run(context, { projectId, plan, name }) {
    const own = read(context);
    if ((await own.projects.get(projectId)) === undefined) throw notFound('project');
    const faults = [...planFaults(plan)];
    if (faults.length > 0) return { faults, warnings: [] };
    const { strategy, requires } = routePlan.parse(plan);
    const keys = await own.providerKeys.usableBy(projectId);
    const custom = customPricesOf(await own.customPrices.list());
    const around = { keys, custom, atMs: context.services.now(), requires };
    const warnings = locatedNodes(strategy).flatMap((at) => [...nodeWarnings(at), ...targetWarnings(at, around)]);
    const ofName = name === undefined ? [] : await nameWarnings(own, projectId, name);
    return { faults, warnings: [...ofName, ...warnings] };
  },
});
