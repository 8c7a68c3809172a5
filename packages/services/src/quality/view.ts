import { tasks } from '@weir/catalog/quality/task';
import type { QualityView } from '@weir/routing/smart/inspect';
import { z } from 'zod';

const share = z.number().describe('0 to 1.');

const taskQualityView = z
  .object({
    task: z.enum(tasks),
    quality: share.describe('What a call of this task is expected to be worth, before its own words are looked at.'),
    source: z.enum(['prior', 'learnt']),
    labels: z.object({ scores: z.int(), verdicts: z.int() }),
    interval: z
      .object({ low: share, high: share })
      .exactOptional()
      .describe('Of the mean score, 95% at any number of them; absent with fewer than ten.'),
    prior: z
      .object({ quality: share, weight: z.number(), source: z.string(), date: z.string() })
      .exactOptional()
      .describe('The public result, named, and how many labels it counts as.'),
  })
  .meta({ id: 'TaskQuality' });

const modelQualityView = z
  .object({
    model: z.string().describe('`provider/model`.'),
    labels: z.int(),
    labelsMissing: z.int().describe('Until its estimates go by them; 0 once they do.'),
    features: z.int().describe('How much of the wording of prompts has been learnt.'),
    tasks: z.array(taskQualityView).describe('Tasks of which nothing is known are not in it.'),
  })
  .meta({ id: 'ModelQuality' });

const guaranteeView = z
  .object({
    route: z.string().describe('Name of a route with a smart node.'),
    reference: z.string().describe('`provider/model`: what always calling it is compared with.'),
    pairs: z
      .int()
      .describe('Requests of a random sample that both answered and somebody compared; one of each end user.'),
    pairsMin: z.int().describe('Fewer support nothing.'),
    margin: share.describe('How much worse is still no worse.'),
    confidence: share.describe('However often anybody looks.'),
    lower: z
      .number()
      .exactOptional()
      .describe("The route's quality less the reference's is at least this; absent with too few pairs."),
    upper: z.number().exactOptional().describe('And at most this.'),
    holds: z.boolean().describe('True where the route is no worse than the reference by more than the margin.'),
  })
  .meta({ id: 'QualityGuarantee' });

/** What a project's models are expected to be worth, and what that rests on. No text of any prompt is in it. */
export const qualityView = z
  .object({
    labels: z.int().describe('Ratings and verdicts that have been learnt from.'),
    waiting: z.int().describe('Of those that came since: they are learnt within a minute or so.'),
    learntAt: z.iso.datetime().nullable().describe('When it was last learnt from; null when it never was.'),
    resetAt: z.iso.datetime().nullable().describe('When all before was forgotten.'),
    models: z.array(modelQualityView),
    guarantees: z.array(guaranteeView).describe('By smart route and the model that it was compared with.'),
  })
  .meta({ id: 'Quality' }) satisfies z.ZodType<unknown, QualityView>;
