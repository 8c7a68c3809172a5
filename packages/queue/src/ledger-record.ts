import { costSources } from '@weir/protocol/cost';
import { failureCodes } from '@weir/protocol/failure';
import { attemptPurposes, attemptStatuses, callStatuses, type SpoolRecord } from '@weir/protocol/ledger';
import type { FinishReason } from '@weir/protocol/meter-event';
import { operations } from '@weir/protocol/operation';
import { usageBuckets } from '@weir/protocol/usage';
import { z } from 'zod';

const finishReasons = [
  'stop',
  'length',
  'tool_calls',
  'content_filter',
  'refusal',
  'pause',
  'other',
] as const satisfies readonly FinishReason[];

/** A duration of the process's clock: fractions and steps backwards are no reason to lose a ledger line. */
const durationMs = z.number().transform((ms) => Math.min(Math.max(Math.round(ms), 0), 2_147_483_647));
/** A moment that a timestamp can hold: 1970 to 9999. */
const atMs = z.number().nonnegative().max(253_402_300_799_999);
const quantity = z.number().int().nonnegative();
const picoUsd = z.string().regex(/^-?\d{1,19}$/, 'not an integer of pico-dollars');
const httpStatus = z.number().int().min(0).max(999);
const tries = z.number().int().min(0).max(32_767);
const text = z.string();
const bucket = z.enum(usageBuckets);

const identity = {
  organizationId: z.uuid(),
  projectId: z.uuid(),
  callId: z.uuid(),
  attemptNo: tries.min(1),
  startedAtMs: atMs,
  purpose: z.enum(attemptPurposes),
  operation: z.enum(operations),
  streaming: z.boolean(),
  requestedModel: text,
  provider: text,
  model: text,
  gatewayKeyId: z.uuid().exactOptional(),
  memberId: z.uuid().exactOptional(),
  providerKeyId: z.uuid().exactOptional(),
  route: text.exactOptional(),
};

const usage = z.object({
  input: quantity.exactOptional(),
  cacheRead: quantity.exactOptional(),
  cacheWrite5m: quantity.exactOptional(),
  cacheWrite1h: quantity.exactOptional(),
  output: quantity.exactOptional(),
  reasoning: quantity.exactOptional(),
  audioInput: quantity.exactOptional(),
  audioOutput: quantity.exactOptional(),
  audioCacheRead: quantity.exactOptional(),
  audioSeconds: quantity.exactOptional(),
  imageInput: quantity.exactOptional(),
  imageOutput: quantity.exactOptional(),
  images: quantity.exactOptional(),
  searches: quantity.exactOptional(),
  requests: quantity.exactOptional(),
});

const cost = z.object({
  source: z.enum(costSources),
  totalPicoUsd: picoUsd.exactOptional(),
  lines: z.array(z.object({ bucket, quantity, picoUsdPerMillion: z.string(), picoUsd: z.string() })),
  priceId: text.exactOptional(),
  reason: text.exactOptional(),
});

export const startedRecord = z.object({ kind: z.literal('started'), ...identity });

export const attemptRecord = z.object({
  kind: z.literal('attempt'),
  ...identity,
  status: z.enum(attemptStatuses),
  durationMs,
  usage,
  cost,
  errorCode: z.enum(failureCodes).exactOptional(),
  errorMessage: text.exactOptional(),
  httpStatus: httpStatus.exactOptional(),
  upstreamModel: text.exactOptional(),
  providerRequestId: text.exactOptional(),
  finishReason: z.enum(finishReasons).exactOptional(),
  firstTokenMs: durationMs.exactOptional(),
});

export const callRecord = z.object({
  kind: z.literal('call'),
  organizationId: z.uuid(),
  projectId: z.uuid(),
  callId: z.uuid(),
  startedAtMs: atMs,
  operation: z.enum(operations),
  streaming: z.boolean(),
  requestedModel: text,
  status: z.enum(callStatuses),
  attempts: tries,
  durationMs,
  httpStatus: httpStatus.exactOptional(),
  errorCode: text.exactOptional(),
  gatewayKeyId: z.uuid().exactOptional(),
  memberId: z.uuid().exactOptional(),
  route: text.exactOptional(),
  provider: text.exactOptional(),
  model: text.exactOptional(),
  firstTokenMs: durationMs.exactOptional(),
  timings: z.record(z.string(), z.number()).exactOptional(),
  decision: z.unknown().optional(),
  tags: z.record(z.string(), z.string()).exactOptional(),
  session: text.exactOptional(),
  endUser: text.exactOptional(),
});

export const feedbackRecord = z
  .object({
    kind: z.literal('feedback'),
    organizationId: z.uuid(),
    projectId: z.uuid(),
    callId: z.uuid(),
    otherCallId: z.uuid().exactOptional(),
    score: z.number().min(0).max(1),
    sampled: z.boolean(),
    saidAtMs: atMs,
    gatewayKeyId: z.uuid().exactOptional(),
    memberId: z.uuid().exactOptional(),
  })
  .refine(({ callId, otherCallId }) => otherCallId === undefined || callId < otherCallId, 'the lesser id comes first');

/** What may reach Postgres. */
export const ledgerRecord = z.discriminatedUnion('kind', [attemptRecord, callRecord, feedbackRecord]);

/** What a spool keeps. */
export const spoolRecord: z.ZodType<SpoolRecord> = z.discriminatedUnion('kind', [
  startedRecord,
  attemptRecord,
  callRecord,
  feedbackRecord,
]);
