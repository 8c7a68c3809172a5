import { failureCodes } from '@weir/protocol/failure';
import { z } from 'zod';
import { type Condition, condition } from './condition.ts';

/** How much of the best candidate's expected quality a target must keep: a name, or a share from 0 to 1. */
export const qualityNames = ['any', 'economy', 'balanced', 'high'] as const;
const quality = z.union([z.enum(qualityNames), z.number().min(0).max(1)]);
export type Quality = z.infer<typeof quality>;

/** What a target is asked for instead of what the client says. */
const overrides = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  outputTokensMax: z.int().min(1).optional(),
  reasoningEffort: z.enum(['none', 'minimal', 'low', 'medium', 'high']).optional(),
});
export type Overrides = z.infer<typeof overrides>;

const target = z.strictObject({
  kind: z.literal('target'),
  provider: z.string().min(1).max(64),
  model: z.string().min(1).max(256),
  /** Only this key; else every active key of the provider, by weight. */
  providerKeyId: z.uuid().optional(),
  overrides: overrides.optional(),
  /** Calls open at one time, over this process; more go on to the next target. */
  concurrentMax: z.int().min(1).max(100_000).optional(),
  /** Under `weighted`. */
  weight: z.number().min(0).max(1_000_000).optional(),
});
export type TargetNode = z.infer<typeof target>;

type Weight = { readonly weight?: number | undefined };
export type FallbackNode = Weight & { readonly kind: 'fallback'; readonly children: readonly Strategy[] };
export type WeightedNode = Weight & { readonly kind: 'weighted'; readonly children: readonly Strategy[] };
export type CheapestNode = Weight & {
  readonly kind: 'cheapest';
  readonly children: readonly Strategy[];
  readonly quality?: Quality | undefined;
};
export type FastestNode = Weight & {
  readonly kind: 'fastest';
  readonly children: readonly Strategy[];
  readonly by?: 'first_token' | 'whole_answer' | undefined;
  readonly quality?: Quality | undefined;
};
export type SmartNode = Weight & {
  readonly kind: 'smart';
  readonly children: readonly Strategy[];
  readonly quality?: Quality | undefined;
  /** Share of calls that go to a target drawn at random, so that there is something to learn from. */
  readonly explore?: number | undefined;
};
export type RaceNode = Weight & {
  readonly kind: 'race';
  readonly children: readonly Strategy[];
  readonly legs?: number | undefined;
  readonly start?: 'together' | { readonly hedgeAfterMs: number | 'p95' } | undefined;
  readonly accept?: { readonly refusals?: boolean | undefined } | undefined;
  readonly extraSpendMaxPercent?: number | undefined;
};
export type ConditionalNode = Weight & {
  readonly kind: 'conditional';
  readonly when: readonly { readonly if: Condition; readonly use: Strategy }[];
  readonly otherwise: Strategy;
  /** Of `hour` and `weekday`; UTC where absent. */
  readonly timeZone?: string | undefined;
};

/** A node of a RoutePlan. They nest. */
export type Strategy =
  | TargetNode
  | FallbackNode
  | WeightedNode
  | CheapestNode
  | FastestNode
  | SmartNode
  | RaceNode
  | ConditionalNode;

const weight = z.number().min(0).max(1_000_000).optional();
const children = z
  .array(z.lazy(() => strategy))
  .min(1)
  .max(20);

/** A node of a RoutePlan, as it is written. */
export const strategy: z.ZodType<Strategy, Strategy> = z
  .lazy(() =>
    z.discriminatedUnion('kind', [
      target,
      z.strictObject({ kind: z.literal('fallback'), children, weight }),
      z.strictObject({ kind: z.literal('weighted'), children, weight }),
      z.strictObject({ kind: z.literal('cheapest'), children, quality: quality.optional(), weight }),
      z.strictObject({
        kind: z.literal('fastest'),
        children,
        by: z.enum(['first_token', 'whole_answer']).optional(),
        quality: quality.optional(),
        weight,
      }),
      z.strictObject({
        kind: z.literal('smart'),
        children,
        quality: quality.optional(),
        explore: z.number().min(0).max(0.5).optional(),
        weight,
      }),
      z.strictObject({
        kind: z.literal('race'),
        children,
        legs: z.int().min(2).max(4).optional(),
        start: z
          .union([
            z.literal('together'),
            z.strictObject({ hedgeAfterMs: z.union([z.literal('p95'), z.int().min(1).max(600_000)]) }),
          ])
          .optional(),
        /** `refusals: true` lets a refusal win. */
        accept: z.strictObject({ refusals: z.boolean().optional() }).optional(),
        extraSpendMaxPercent: z.number().min(0).max(300).optional(),
        weight,
      }),
      z.strictObject({
        kind: z.literal('conditional'),
        when: z
          .array(z.strictObject({ if: condition, use: z.lazy(() => strategy) }))
          .min(1)
          .max(16),
        otherwise: z.lazy(() => strategy),
        timeZone: z.string().max(64).optional(),
        weight,
      }),
    ]),
  )
  .meta({ id: 'Strategy' });

export const defaultRetry = {
  attemptsPerTargetMax: 2,
  on: ['rate_limited', 'overloaded', 'server_error', 'timeout', 'network', 'truncated'],
} as const;
export const defaultTimeouts = { connectMs: 5_000, firstEventMs: 30_000, stallMs: 15_000, totalMs: 600_000 } as const;

const limitMs = z.int().min(1).max(3_600_000);

/** What holds for every target of a route, and what it does when one fails. */
export const routePlan = z.strictObject({
  strategy,
  retry: z
    .strictObject({
      attemptsPerTargetMax: z.int().min(1).max(4).optional(),
      on: z.array(z.enum(failureCodes)).optional(),
    })
    .optional(),
  timeouts: z
    .strictObject({
      connectMs: limitMs.optional(),
      firstEventMs: limitMs.optional(),
      stallMs: limitMs.optional(),
      totalMs: limitMs.optional(),
    })
    .optional(),
  cache: z.strictObject({ ttlSeconds: z.int().min(0).max(0, 'answers are not cached yet: only 0') }).optional(),
  rescue: z.enum(['off', 'continue', 'buffer']).optional(),
  /** Calls that say the same here stay with one target while it is well. */
  sticky: z
    .strictObject({
      by: z.union([
        z.enum(['session', 'prompt_cache_key', 'user']),
        z.templateLiteral([z.literal('metadata.'), z.string().min(1).max(64)], 'must be metadata.NAME'),
      ]),
      ttlSeconds: z.int().min(1).max(604_800).optional(),
    })
    .optional(),
  /** What a refusal by a provider's content policy does: it ends the call, or the next target is asked. */
  contentPolicy: z.enum(['stop', 'next']).optional(),
  requires: z
    .strictObject({
      /** Of the provider key. */
      regions: z.array(z.string().min(1).max(64)).min(1).max(32).optional(),
      zeroRetention: z.boolean().optional(),
      inputUsdPerMillionMax: z.number().min(0).optional(),
      outputUsdPerMillionMax: z.number().min(0).optional(),
    })
    .optional(),
});
/** A named, versioned plan that clients call as `model`. */
export type RoutePlan = z.infer<typeof routePlan>;

/** A RoutePlan as the gateway knows it. */
export const route = z.object({
  id: z.uuid(),
  name: z.string(),
  version: z.int().min(1),
  plan: routePlan,
});
export type Route = z.infer<typeof route>;

/** What a route may be called: no slash, so that it can never be taken for `provider/model`. */
export const routeName = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/,
    'takes 1 to 64 lower-case letters, digits, dots, hyphens and underscores',
  );
