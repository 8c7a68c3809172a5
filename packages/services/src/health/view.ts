import type { HealthReport } from '@weir/routing/health-report';
import { sizeBuckets } from '@weir/routing/live';
import { z } from 'zod';

const count = z.number().min(0);
const atMs = z.number().describe('Milliseconds since 1970, by the clock of the gateway.');

const latency = z.object({
  samples: count,
  firstTokenP50Ms: count,
  firstTokenP95Ms: count,
  tokensPerSecond: count.exactOptional(),
});

const hedge = z
  .object({
    withCandidateId: z.string(),
    size: z.enum(sizeBuckets),
    hedgedShare: z.number(),
    p95BeforeMs: count,
    p95AfterMs: count,
    p99BeforeMs: count,
    p99AfterMs: count,
    isWorth: z.boolean(),
  })
  .describe('What a race hedged after the p95 would buy, with the quickest target of another provider.');

/** A target as the gateways see it now. */
const targetHealthView = z
  .object({
    candidateId: z.string(),
    provider: z.string(),
    model: z.string(),
    providerKeyId: z.string().exactOptional(),
    breaker: z.enum(['closed', 'open', 'probe']),
    openUntilMs: atMs.exactOptional(),
    keyRefusedUntilMs: atMs.exactOptional(),
    headroom: z
      .object({
        requests: z.number().exactOptional(),
        tokens: z.number().exactOptional(),
        spentUntilMs: atMs.exactOptional(),
      })
      .exactOptional()
      .describe("What is left of the provider's own limits, as shares of the whole."),
    inFlight: count,
    errorShare: z.number().exactOptional(),
    outputTokens: z.number().exactOptional(),
    cacheHitShare: z.number().exactOptional(),
    latency: z
      .object({
        small: latency.exactOptional(),
        medium: latency.exactOptional(),
        large: latency.exactOptional(),
        huge: latency.exactOptional(),
      })
      .describe('By the size of the prompt: up to 1,000, 8,000, 64,000 tokens, and more.'),
    attemptsPerMinute: count,
    hedge: hedge.exactOptional(),
    lastFailure: z.object({ code: z.string(), status: z.int().exactOptional(), atMs }).exactOptional(),
  })
  .meta({ id: 'TargetHealth' });

/** A provider key that its provider refused. */
export const refusedKeyView = z
  .object({ providerKeyId: z.string(), atMs, untilMs: atMs, code: z.string(), status: z.int().exactOptional() })
  .meta({ id: 'RefusedKey' });

/** What the gateways know of an organization's targets: a gateway of another release may say more, which is left out. */
export const healthReport = z
  .object({
    snapshotId: z.string(),
    atMs,
    targets: z.array(targetHealthView),
    refusedKeys: z.array(refusedKeyView),
  })
  .meta({ id: 'HealthReport' }) satisfies z.ZodType<HealthReport, HealthReport>;

/** Live health, with the names that its ids stand for. */
export const liveHealthView = z
  .object({
    report: healthReport.nullable().describe('Null: the gateway cannot say; `reason` tells why.'),
    reason: z.string().nullable(),
    keyNames: z.record(z.string(), z.string()).describe('Names of the provider keys in the report, by id.'),
  })
  .meta({ id: 'LiveHealth' });
export type LiveHealth = z.output<typeof liveHealthView>;
