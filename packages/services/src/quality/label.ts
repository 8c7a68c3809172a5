import { tasks } from '@weir/catalog/quality/task';
import { z } from 'zod';

const answer = {
  /** `provider/model` that answered. */
  model: z.string(),
  /** Chosen by a smart node. */
  smart: z.boolean(),
  route: z.object({ name: z.string(), version: z.int() }).exactOptional(),
};

/** What a rating teaches, as it is stored: all that is needed of its Calls, and none of their words. */
export const qualityLabel = z.object({
  ...answer,
  task: z.enum(tasks),
  /** `encodeFeatures`; empty where none were recorded: the table learns, the words do not. */
  features: z.string(),
  /** Chance that the choice fell on this model, where it was drawn. */
  propensity: z.number().exactOptional(),
  /** Who asked, as a hash; absent where nobody is named. */
  asker: z.string().exactOptional(),
  /** Of a verdict: the answer that it was compared with. */
  other: z.object(answer).exactOptional(),
});
export type QualityLabel = z.infer<typeof qualityLabel>;
/** One answer that was rated: which model gave it, and how that was chosen. */
export type RatedAnswer = NonNullable<QualityLabel['other']>;
