import { z } from 'zod';

const expectation = z.object({
  costUsd: z.number().exactOptional(),
  firstTokenMs: z.number().exactOptional(),
  durationMs: z.number().exactOptional(),
  quality: z.number().exactOptional(),
  qualitySource: z.enum(['prior', 'learnt']).exactOptional(),
  cacheHitShare: z.number().exactOptional(),
  propensity: z.number().exactOptional(),
});

const considered = z.object({
  provider: z.string(),
  model: z.string(),
  providerKeyId: z.string().exactOptional(),
  excluded: z.string().exactOptional().describe('Why it was not chosen.'),
  exclusion: z.string().exactOptional(),
  expected: expectation.exactOptional(),
  probe: z.boolean().exactOptional(),
});

/** The explanation of a decision as people read it; what it was made from stands in the receipts of real calls. */
const explanation = z.object({
  requestedModel: z.string(),
  resolvedBy: z.string(),
  route: z.object({ id: z.string(), name: z.string(), version: z.int() }).exactOptional(),
  considered: z.array(considered).describe('Those that would be tried, in their order, then those left out.'),
  nodes: z
    .array(z.object({ path: z.string(), kind: z.string(), said: z.string() }))
    .exactOptional()
    .describe('The nodes of the route at work: `0.1` is the second child of the first.'),
  inputs: z
    .looseObject({ snapshotId: z.string(), seed: z.number(), nowMs: z.number() })
    .exactOptional()
    .describe('What the decision was made from.'),
});

/** Where a call would go and why. */
export const explainedView = z
  .object({
    outcome: z.enum(['plan', 'refusal']),
    steps: z.array(
      z.object({
        kind: z.enum(['single', 'race']),
        targets: z.array(z.string()).describe('`provider/model@providerKeyId`.'),
        hedgeAfterMs: z.number().exactOptional(),
      }),
    ),
    explanation,
    refusal: z.object({ code: z.string(), message: z.string() }).exactOptional(),
  })
  .meta({ id: 'Explained' });
export type Explained = z.output<typeof explainedView>;
