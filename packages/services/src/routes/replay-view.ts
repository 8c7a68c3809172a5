import { z } from 'zod';
import { idField } from '../fields.ts';
import { planField } from './view.ts';

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const usd = z.string().describe('Decimal USD.');
const examples = z.array(idField).describe('Ids of some of the calls, at most 5.');

/** What is replayed. */
export const replayFields = {
  id: idField,
  plan: planField.optional().describe('The plan to try; absent: the draft, else the published version.'),
  days: z.int().min(1).max(30).optional().describe('The calls of so many days up to now; 7 when absent.'),
  calls: z
    .enum(['route', 'project'])
    .optional()
    .describe(
      "`route`, when absent: the route's own calls. `project`: all of the project's, as if they had called the route.",
    ),
};

const sharePart = z.strictObject({ calls: count, share, low: share, high: share });

const targetShare = z.strictObject({
  provider: z.string(),
  model: z.string(),
  providerKeyId: z.string().nullable(),
  recorded: sharePart,
  plan: sharePart,
});

const quantile = z.strictObject({
  ms: z.number(),
  low: z.number().nullable().describe('Null where too few calls are known.'),
  high: z.number().nullable(),
});
const times = z.strictObject({ median: quantile, p95: quantile });

const cost = z.strictObject({
  calls: count.describe(
    'Those of which usage, cost and the prices at both choices are known: what the amounts are of.',
  ),
  reallyUsd: usd.describe('What they did cost, retries and losing legs included; simulated ones at their list price.'),
  recordedUsd: usd.describe('What they used, at the first choice of the recorded plan.'),
  planUsd: usd.describe("What they used, at the first choice of the replay's plan."),
  difference: z
    .strictObject({ usd, low: usd.nullable(), high: usd.nullable() })
    .describe('`planUsd` less `recordedUsd`; the interval is null for fewer than 30 calls.'),
  notCounted: count.describe('Calls that were replayed and of which one of these is not known.'),
});

const firstToken = z.strictObject({
  calls: count.describe('Those of which an expectation is known at both choices.'),
  recorded: times.describe('As the recorded decision expected it.'),
  plan: times.describe("As the replay's plan expects it."),
  really: times.nullable().describe('As it was, of those that were measured; null for none.'),
});

/** Why a call was left out. */
export const skipReasons = ['not_decided', 'unreadable', 'other_route', 'name_unknown'] as const;
/** Why a recorded decision does not come out the same by the plan that made it. */
export const changeReasons = ['keys_or_prices', 'version_gone', 'name_unknown'] as const;

/** What a plan would have made of recorded calls. */
export const replayReport = z
  .strictObject({
    days: count,
    found: count.describe('Calls of that time.'),
    sampled: count.describe('Those that were looked at: all, or a random sample of about 20,000.'),
    replayed: count,
    skipped: z.array(z.strictObject({ why: z.enum(skipReasons), calls: count, examples })),
    agreement: sharePart.describe('Calls whose first choice is the recorded one.'),
    changed: z
      .array(z.strictObject({ why: z.enum(changeReasons), calls: count, examples }))
      .describe('Replayed calls whose recorded decision cannot be made again as it was.'),
    targets: z.array(targetShare).describe('By first choice, the largest share first.'),
    cost,
    firstToken: firstToken.nullable(),
    refused: z.strictObject({
      recorded: count,
      plan: count,
      reasons: z.array(z.strictObject({ code: z.string(), reason: z.string(), calls: count, examples })),
    }),
    knownNow: count.describe(
      'Calls for which the plan has targets that were not looked at then: judged by what is known of them now.',
    ),
    notKnown: count.describe('Calls for which it has targets of which nothing is known.'),
  })
  .meta({ id: 'ReplayReport' });
export type ReplayReport = z.output<typeof replayReport>;
export type SkipReason = (typeof skipReasons)[number];
export type ChangeReason = (typeof changeReasons)[number];

/** What comes while a replay runs, and at its end. */
export const replayEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('progress'), done: count, of: count }),
  z.strictObject({ kind: z.literal('report'), report: replayReport }),
]);
export type ReplayEvent = z.output<typeof replayEvent>;
