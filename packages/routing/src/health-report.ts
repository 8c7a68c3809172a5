import type { LiveTarget, SizeBucket } from './live.ts';

/** What a second leg, started after the p95 at another provider's Target, would buy: times to the first token. */
export type ReportedHedge = {
  readonly withCandidateId: string;
  readonly size: SizeBucket;
  readonly hedgedShare: number;
  readonly p95BeforeMs: number;
  readonly p95AfterMs: number;
  readonly p99BeforeMs: number;
  readonly p99AfterMs: number;
  /** False where the second is not expected sooner, as when both are slow. */
  readonly isWorth: boolean;
};

/** A Target as the live health page shows it. */
export type ReportedTarget = LiveTarget & {
  readonly candidateId: string;
  readonly provider: string;
  readonly model: string;
  readonly providerKeyId?: string;
  /** Attempts in the last minute, over all processes. */
  readonly attemptsPerMinute: number;
  /** Absent where too little is known. */
  readonly hedge?: ReportedHedge;
  readonly lastFailure?: { readonly code: string; readonly status?: number; readonly atMs: number };
};

/** A provider key that its provider refused. */
export type RefusedKey = {
  readonly providerKeyId: string;
  readonly atMs: number;
  /** When the next call may try it. */
  readonly untilMs: number;
  readonly code: string;
  readonly status?: number;
};

/** An organization's live state, over all processes that share it: what `/internal/health` answers. */
export type HealthReport = {
  readonly snapshotId: string;
  readonly atMs: number;
  readonly targets: readonly ReportedTarget[];
  readonly refusedKeys: readonly RefusedKey[];
};
