import type { CostSource } from './cost.ts';
import type { FailureCode } from './failure.ts';
import type { FinishReason } from './meter-event.ts';
import type { Operation } from './operation.ts';
import type { Usage, UsageBucket } from './usage.ts';

/** Why an Attempt was made. */
export const attemptPurposes = ['first', 'retry', 'fallback', 'race', 'rescue', 'shadow', 'judge', 'trial'] as const;
export type AttemptPurpose = (typeof attemptPurposes)[number];

/**
 * How an Attempt ended: `canceled` by the client, `truncated` when the upstream stopped before its terminal event,
 * `interrupted` when this process died while it was open.
 */
export const attemptStatuses = ['succeeded', 'failed', 'canceled', 'truncated', 'interrupted'] as const;
export type AttemptStatus = (typeof attemptStatuses)[number];

/** How a Call ended for its client; `refused` calls had no Attempt. */
export const callStatuses = [...attemptStatuses, 'refused'] as const;
export type CallStatus = (typeof callStatuses)[number];

/** What is known of an Attempt before it leaves, enough to write its `interrupted` line after a crash. */
export type AttemptIdentity = {
  readonly organizationId: string;
  readonly projectId: string;
  readonly callId: string;
  /** From 1. */
  readonly attemptNo: number;
  readonly startedAtMs: number;
  readonly purpose: AttemptPurpose;
  readonly operation: Operation;
  readonly streaming: boolean;
  readonly requestedModel: string;
  readonly provider: string;
  readonly model: string;
  readonly gatewayKeyId?: string;
  readonly memberId?: string;
  readonly providerKeyId?: string;
  /** The name of the route that chose it. */
  readonly route?: string;
};

/** A CostLine as it travels: pico-dollars as decimal strings. */
export type CostLineRecord = {
  readonly bucket: UsageBucket;
  readonly quantity: number;
  readonly picoUsdPerMillion: string;
  readonly picoUsd: string;
};

/** A Cost as it travels: pico-dollars as decimal strings; `totalPicoUsd` absent when unknown. */
export type CostRecord = {
  readonly source: CostSource;
  readonly totalPicoUsd?: string;
  readonly lines: readonly CostLineRecord[];
  readonly priceId?: string;
  readonly reason?: string;
};

/** Spooled before an Attempt leaves the gateway. Never reaches Postgres: recovery turns an unmatched one into `interrupted`. */
export type StartedRecord = AttemptIdentity & { readonly kind: 'started' };

/** THE ledger line: one Attempt, closed. */
export type AttemptRecord = AttemptIdentity & {
  readonly kind: 'attempt';
  readonly status: AttemptStatus;
  readonly durationMs: number;
  readonly usage: Usage;
  readonly cost: CostRecord;
  readonly errorCode?: FailureCode;
  readonly errorMessage?: string;
  readonly httpStatus?: number;
  readonly upstreamModel?: string;
  readonly providerRequestId?: string;
  readonly finishReason?: FinishReason;
  readonly firstTokenMs?: number;
};

/** One client request, closed; written after its Attempts. */
export type CallRecord = {
  readonly kind: 'call';
  readonly organizationId: string;
  readonly projectId: string;
  readonly callId: string;
  readonly startedAtMs: number;
  readonly operation: Operation;
  readonly streaming: boolean;
  readonly requestedModel: string;
  readonly status: CallStatus;
  /** Attempts made. */
  readonly attempts: number;
  readonly durationMs: number;
  /** What the client was answered; absent when it left first or the process died. */
  readonly httpStatus?: number;
  readonly errorCode?: string;
  readonly gatewayKeyId?: string;
  readonly memberId?: string;
  readonly route?: string;
  /** Of the Attempt that answered. */
  readonly provider?: string;
  readonly model?: string;
  readonly firstTokenMs?: number;
  /** Milliseconds from the start of the Call to the end of each step. */
  readonly timings?: Readonly<Record<string, number>>;
  /** Why this target: the plan's explanation. */
  readonly decision?: unknown;
  readonly tags?: Readonly<Record<string, string>>;
  readonly session?: string;
  readonly endUser?: string;
};

/**
 * What somebody said of an answer, or of two on the same request. Neither Call is looked up before it is kept: what it
 * says of another project's Calls is never learnt from.
 */
export type FeedbackRecord = {
  readonly kind: 'feedback';
  readonly organizationId: string;
  readonly projectId: string;
  /** Of a pair the lesser of the two ids, in lower case. */
  readonly callId: string;
  /** The greater id of a pair; absent for the score of one answer. */
  readonly otherCallId?: string;
  /** 0 to 1: the answer's worth; of a pair 1 when `callId`'s is the better, 0.5 when they are as good, 0 when it is the worse. */
  readonly score: number;
  /** One of a random sample of requests, said whatever came out. Only such pairs may support a guarantee. */
  readonly sampled: boolean;
  readonly saidAtMs: number;
  readonly gatewayKeyId?: string;
  readonly memberId?: string;
};

/** What the spool keeps. */
export type SpoolRecord = StartedRecord | AttemptRecord | CallRecord | FeedbackRecord;

/** What reaches Postgres. */
export type LedgerRecord = AttemptRecord | CallRecord | FeedbackRecord;

/** A place in a spool: byte `offset` of segment `segment`; totally ordered, segment first. */
export type SpoolPosition = { readonly segment: number; readonly offset: number };

/** How far Postgres has a spool: all records before `position` are in, `attempts` of them ledger lines. */
export type Watermark = { readonly spoolId: string; readonly position: SpoolPosition; readonly attempts: number };
