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

/** What a project's models are expected to be worth, and what that rests on. No text of any prompt is in it. */
export const qualityView = z
  .object({ labels: z.int(), models: z.array(modelQualityView) })
  .meta({ id: 'Quality' }) satisfies z.ZodType<unknown, QualityView>;
