import { costSources } from '@weir/protocol/cost';
import { attemptStatuses, callStatuses } from '@weir/protocol/ledger';
import { operations } from '@weir/protocol/operation';
import { usageBuckets } from '@weir/protocol/usage';
import { z } from 'zod';
import { idField, timeField } from '../fields.ts';

const textOrNull = z.string().nullable();
const countOrNull = z.int().nullable();

const callCostView = z
  .strictObject({
    usd: textOrNull.describe("Decimal USD; null when any attempt's cost is unknown, see `reason`."),
    simulatedUsd: textOrNull.describe("The sandbox's; null where there was none."),
    source: z.enum(costSources).nullable().describe("The least certain of the attempts'."),
    reason: textOrNull,
  })
  .meta({ id: 'CallCost' });

/** What the attempts that a list's filters count cost. */
const matchedCostView = z
  .strictObject({
    attempts: z.int(),
    usd: z.string(),
    simulatedUsd: z.string(),
    unknownCost: z.int().describe('Attempts whose cost is unknown, and thus not in `usd`.'),
  })
  .meta({ id: 'MatchedCost' });

const call = {
  callId: idField,
  projectId: idField,
  gatewayKeyId: idField.nullable(),
  memberId: idField.nullable(),
  operation: z.enum(operations),
  requestedModel: z.string(),
  route: textOrNull,
  provider: textOrNull.describe('Of the attempt that answered.'),
  model: textOrNull,
  streaming: z.boolean(),
  status: z.enum(callStatuses),
  errorCode: textOrNull,
  httpStatus: countOrNull,
  startedAt: timeField,
  durationMs: z.int(),
  firstTokenMs: countOrNull,
  cost: callCostView,
};

/** A call in a list. */
export const callView = z
  .strictObject({
    ...call,
    attempts: z.int(),
    tokens: z
      .strictObject({
        in: countOrNull.describe('For the first time, cache writes included.'),
        cached: countOrNull.describe('Read from a cache.'),
        out: countOrNull.describe('Reasoning included.'),
      })
      .describe('Of all its attempts; null where none reported any.'),
    matched: matchedCostView.describe(
      "Of the attempts that the list's filters count: over all pages the whole figure.",
    ),
  })
  .meta({ id: 'Call' });

/** What the calls of a list come to. */
export const callsSummaryView = z
  .strictObject({
    calls: z.int().describe('Without those that are listed for an attempt alone.'),
    attempts: z.int(),
    usd: z.string().nullable().describe('Decimal USD; null when nothing but unknown costs is in it.'),
    simulatedUsd: z.string(),
    unknownCost: z.int(),
  })
  .meta({ id: 'CallsSummary' });

const lineView = z.strictObject({
  bucket: z.enum(usageBuckets),
  quantity: z.number(),
  usdPerMillion: z.string(),
  usd: z.string(),
});

const attemptView = z
  .strictObject({
    attemptNo: z.int(),
    purpose: z.string(),
    provider: z.string(),
    model: z.string(),
    upstreamModel: textOrNull,
    providerKeyId: idField.nullable(),
    providerKeyName: textOrNull.describe('Null for none, and for one that was deleted.'),
    providerRequestId: textOrNull,
    status: z.enum(attemptStatuses),
    errorCode: textOrNull,
    errorMessage: textOrNull,
    httpStatus: countOrNull,
    finishReason: textOrNull,
    startedAt: timeField,
    durationMs: z.int(),
    firstTokenMs: countOrNull,
    usage: z.partialRecord(z.enum(usageBuckets), z.number()).describe('A bucket that is missing was not reported.'),
    cost: z.strictObject({
      source: z.enum(costSources),
      usd: textOrNull.describe('Decimal USD; null exactly when unknown.'),
      reason: textOrNull,
      priceId: textOrNull,
      lines: z.array(lineView),
    }),
  })
  .meta({ id: 'Attempt' });

/**
 * What comes of a recorded decision when it is made again: the same; another, since provider keys, gateway keys or prices
 * have changed; or why it cannot be.
 */
const madeAgainOutcomes = ['same', 'different', 'nothing_to_decide', 'version_gone', 'name_unknown'] as const;
export type MadeAgain = (typeof madeAgainOutcomes)[number];

/** What one call did and cost. */
export const receiptView = z
  .strictObject({
    ...call,
    projectName: z.string(),
    projectSlug: z.string(),
    gatewayKeyName: textOrNull,
    memberName: textOrNull,
    timings: z.record(z.string(), z.number()).nullable().describe('Milliseconds to the end of each step.'),
    decision: z.unknown().describe('Why this target.'),
    madeAgain: z
      .enum(madeAgainOutcomes)
      .nullable()
      .describe('What comes of the decision when it is made again from its inputs, with the keys and prices of now.'),
    tags: z.record(z.string(), z.string()).nullable(),
    session: textOrNull,
    endUser: textOrNull,
    attempts: z.array(attemptView),
  })
  .meta({ id: 'Receipt' });
