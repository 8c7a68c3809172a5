import type { CostSource } from '@weir/protocol/cost';
import type { AttemptPurpose, AttemptStatus, CostLineRecord } from '@weir/protocol/ledger';
import type { Usage, UsageBucket } from '@weir/protocol/usage';
import { usdOf } from './usd.ts';

/** Each bucket's column in usage.attempts and usage.rollups. */
export const bucketColumns = {
  input: 'input',
  cacheRead: 'cache_read',
  cacheWrite5m: 'cache_write_5m',
  cacheWrite1h: 'cache_write_1h',
  output: 'output',
  reasoning: 'reasoning',
  audioInput: 'audio_input',
  audioOutput: 'audio_output',
  audioCacheRead: 'audio_cache_read',
  audioSeconds: 'audio_seconds',
  imageInput: 'image_input',
  imageOutput: 'image_output',
  images: 'images',
  searches: 'searches',
  requests: 'requests',
} as const satisfies Record<UsageBucket, string>;

/** A row of usage.attempts as postgres.js gives it. */
export type AttemptRow = {
  readonly attempt_no: number;
  readonly provider_key_id: string | null;
  readonly provider: string;
  readonly model: string;
  readonly upstream_model: string | null;
  readonly purpose: AttemptPurpose;
  readonly status: AttemptStatus;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly http_status: number | null;
  readonly provider_request_id: string | null;
  readonly finish_reason: string | null;
  readonly started_at: Date;
  readonly duration_ms: number;
  readonly first_token_ms: number | null;
  readonly cost_source: CostSource;
  readonly cost_pico_usd: bigint | null;
  readonly cost_lines: readonly CostLineRecord[];
  readonly price_id: string | null;
  readonly cost_reason: string | null;
} & BucketRow;

/** What was reported of each bucket; null is not reported. */
export type BucketRow = { readonly [Column in (typeof bucketColumns)[UsageBucket]]: bigint | null };

/** A bucket's share of an Attempt's cost; decimal USD. */
export type ReceiptLine = {
  readonly bucket: UsageBucket;
  readonly quantity: number;
  readonly usdPerMillion: string;
  readonly usd: string;
};

/** An Attempt's cost: `usd` is null exactly when unknown, `reason` says why. `simulated` ones are no money. */
export type ReceiptCost = {
  readonly source: CostSource;
  readonly usd: string | null;
  readonly reason: string | null;
  readonly priceId: string | null;
  readonly lines: readonly ReceiptLine[];
};

/** One Attempt of a Receipt; a bucket that is missing from `usage` was not reported. */
export type ReceiptAttempt = {
  readonly attemptNo: number;
  readonly purpose: AttemptPurpose;
  readonly provider: string;
  readonly model: string;
  readonly upstreamModel: string | null;
  readonly providerKeyId: string | null;
  readonly providerRequestId: string | null;
  readonly status: AttemptStatus;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly httpStatus: number | null;
  readonly finishReason: string | null;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly firstTokenMs: number | null;
  readonly usage: Usage;
  readonly cost: ReceiptCost;
};

/** The buckets that were reported. */
export function toUsage(row: BucketRow): Usage {
  const known = Object.entries(bucketColumns).flatMap(([bucket, column]) => {
    const quantity = row[column];
    return quantity === null ? [] : [[bucket, Number(quantity)] as const];
  });
  return Object.fromEntries(known);
}

function toLine(line: CostLineRecord): ReceiptLine {
  const { bucket, quantity } = line;
  return { bucket, quantity, usdPerMillion: usdOf(BigInt(line.picoUsdPerMillion)), usd: usdOf(BigInt(line.picoUsd)) };
}

/** `row` as its Receipt shows it. */
export function toReceiptAttempt(row: AttemptRow): ReceiptAttempt {
  return {
    attemptNo: row.attempt_no,
    purpose: row.purpose,
    provider: row.provider,
    model: row.model,
    upstreamModel: row.upstream_model,
    providerKeyId: row.provider_key_id,
    providerRequestId: row.provider_request_id,
    status: row.status,
    errorCode: row.error_code,
    errorMessage: row.error_message,
    httpStatus: row.http_status,
    finishReason: row.finish_reason,
    startedAt: row.started_at.toISOString(),
    durationMs: row.duration_ms,
    firstTokenMs: row.first_token_ms,
    usage: toUsage(row),
    cost: {
      source: row.cost_source,
      usd: row.cost_pico_usd === null ? null : usdOf(row.cost_pico_usd),
      reason: row.cost_reason,
      priceId: row.price_id,
      lines: row.cost_lines.map(toLine),
    },
  };
}
