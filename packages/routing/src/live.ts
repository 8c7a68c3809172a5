/** Prompts are told apart by size when their times are compared: up to 1,000, 8,000, 64,000 tokens, and more. */
export const sizeBuckets = ['small', 'medium', 'large', 'huge'] as const;
export type SizeBucket = (typeof sizeBuckets)[number];

/** The size bucket of a prompt. */
export function sizeBucketOf(inputTokens: number): SizeBucket {
  if (inputTokens <= 1_000) return 'small';
  if (inputTokens <= 8_000) return 'medium';
  return inputTokens <= 64_000 ? 'large' : 'huge';
}

/** Times of the recent past at one Target for one size of prompt. */
export type LiveLatency = {
  /** Decayed count of what the figures rest on. */
  readonly samples: number;
  readonly firstTokenP50Ms: number;
  readonly firstTokenP95Ms: number;
  /** Of answers that come in one piece; where no answer was streamed, the figures above are these. */
  readonly wholeSamples?: number;
  readonly wholeP50Ms?: number;
  readonly wholeP95Ms?: number;
  readonly tokensPerSecond?: number;
};

/** What is left of the provider's own limits, by its headers, as shares of the whole; `untilMs` is when they are renewed. */
export type RateHeadroom = {
  readonly requests?: number;
  readonly tokens?: number;
  /** None left: nothing is sent before. */
  readonly spentUntilMs?: number;
};

/** The state of one Target, as a snapshot holds it. */
export type LiveTarget = {
  /** `probe`: open long enough for a few calls to try it. */
  readonly breaker: 'closed' | 'open' | 'probe';
  /** Wall clock; where open. */
  readonly openUntilMs?: number;
  /** The provider refused this key (401, 402, 403): wall clock until which nobody tries it. */
  readonly keyRefusedUntilMs?: number;
  readonly headroom?: RateHeadroom;
  /** Open attempts of this process. */
  readonly inFlight: number;
  /** Decayed share of attempts that failed for the provider's reasons. */
  readonly errorShare?: number;
  /** Decayed mean length of its answers, in tokens. */
  readonly outputTokens?: number;
  /** Decayed mean length of the prompts that it answered, in tokens as the gateway counts them before a call. */
  readonly inputTokens?: number;
  /** Decayed share of input tokens that it read from its prompt cache. */
  readonly cacheHitShare?: number;
  readonly latency: { readonly [Size in SizeBucket]?: LiveLatency };
};

/** The state of an organization's targets at one moment. It never changes: a new state is a new snapshot. */
export type HealthSnapshot = {
  /** Rises with each snapshot; names the process too. */
  readonly id: string;
  readonly atMs: number;
  /** By candidate id. A Target that nobody has called yet is not in it. */
  readonly targets: ReadonlyMap<string, LiveTarget>;
};

/** What one Attempt taught. Times in milliseconds. */
export type Observation = {
  readonly organizationId: string;
  readonly candidateId: string;
  readonly providerKeyId?: string;
  /** Changes when the key's secret does: a refusal of the old one says nothing of the new one. */
  readonly secretTag?: string;
  readonly atMs: number;
  readonly outcome:
    | { readonly kind: 'succeeded' }
    /** The client left, or another leg won: says nothing of health, but its time is known to be at least that long. */
    | { readonly kind: 'canceled' }
    | { readonly kind: 'failed'; readonly code: string; readonly status?: number; readonly retryAfterMs?: number };
  readonly inputTokens: number;
  /** Whether the answer was asked for as a stream. */
  readonly streaming?: boolean;
  /** Absent where no token came; then `waitedMs` is how long nothing came (a right-censored time). */
  readonly firstTokenMs?: number;
  readonly waitedMs?: number;
  readonly durationMs: number;
  readonly outputTokens?: number;
  /** Of the input as the provider counted it. */
  readonly inputTokensRead?: number;
  readonly cacheReadTokens?: number;
  /** From the answer's headers. */
  readonly headroom?: RateHeadroom;
};
