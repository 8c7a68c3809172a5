import { readSampledVerdicts } from '@weir/db/sql/quality-feedback';
import { readQuality, type StoredQuality } from '@weir/db/sql/quality-states';
import { targetNodesOf } from '@weir/routing/nodes-of';
import { routePlan } from '@weir/routing/route-plan';
import { decodeQualityModel } from '@weir/routing/smart/encode-quality-model';
import { guaranteeDefaults, pairsMin } from '@weir/routing/smart/guarantee';
import { inspect } from '@weir/routing/smart/inspect';
import { emptyQualityModel, type QualityModel } from '@weir/routing/smart/quality-model';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { type VerbContext, verb } from '../verb.ts';
import { read } from '../write.ts';
import { guaranteesOf } from './guarantees.ts';
import { qualityView } from './view.ts';

/** As many as a project has. */
const routesMax = 200;
/** The first ones: what they support stays true. */
const pairsMax = 10_000;
const { margin, alpha } = guaranteeDefaults;

/** The models that a project's routes name, in published plans and in drafts. */
async function modelsOf(context: VerbContext, projectId: string): Promise<readonly string[]> {
  const routes = await read(context).routes.list({ projectId, archived: undefined, take: routesMax });
  const plans = routes.flatMap(({ published, draft }) => [published?.plan ?? null, draft]);
  const targets = plans.flatMap((plan) => (plan === null ? [] : targetNodesOf(routePlan.parse(plan).strategy)));
  return targets.map(({ provider, model }) => `${provider}/${model}`);
}

function learntModel({ services }: VerbContext, projectId: string, state: Uint8Array | undefined): QualityModel {
  if (state === undefined) return emptyQualityModel();
  const model = decodeQualityModel(state);
  if (model === undefined) services.log.warn({ projectId }, 'the quality state cannot be read');
  return model ?? emptyQualityModel();
}

async function guaranteesIn({ services, actor }: VerbContext, projectId: string, resetSeq: bigint) {
  const { organizationId } = actor;
  const rows = await readSampledVerdicts(services.sql, { organizationId, projectId, resetSeq, take: pairsMax });
  return guaranteesOf(rows).map(({ found, ...sample }) => ({
    ...sample,
    pairsMin,
    margin,
    confidence: 1 - alpha,
    ...(found === undefined ? {} : { lower: found.lower, upper: found.upper }),
    holds: found?.holds ?? false,
  }));
}

function waitingIn(stored: StoredQuality | undefined): number {
  return stored === undefined ? 0 : Number(stored.labelled - stored.learnt);
}

/**
 * What the models of a project's routes are expected to be worth, task by task: what its own ratings have taught, what
 * public results say, and which guarantee a random sample supports.
 */
export const inspectQuality = verb({
  action: 'route.read',
  input: z.strictObject({ projectId: idField }),
  output: qualityView,
  async run(context, { projectId }) {
    const { services, actor } = context;
    if ((await read(context).projects.get(projectId)) === undefined) throw notFound('project');
    const { organizationId } = actor;
    const [stored, named] = await Promise.all([
      readQuality(services.sql, { organizationId, projectId }),
      modelsOf(context, projectId),
    ]);
    const { labels, models } = inspect(learntModel(context, projectId, stored?.state), named);
    return {
      labels,
      waiting: waitingIn(stored),
      learntAt: stored?.learntAt?.toISOString() ?? null,
      resetAt: stored?.resetAt?.toISOString() ?? null,
      models: models.map(({ tasks, ...model }) => ({ ...model, tasks: tasks.map((task) => ({ ...task })) })),
      guarantees: await guaranteesIn(context, projectId, stored?.resetSeq ?? 0n),
    };
  },
});
