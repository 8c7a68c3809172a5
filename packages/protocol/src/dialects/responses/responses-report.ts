import type { JsonObject } from '../../json-read.ts';
import type { Usage } from '../../usage.ts';

function sum(...counts: readonly (number | undefined)[]): number | undefined {
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, count) => total + count, 0);
}

/**
 * `usage` of a response; null where no token was reported. The API demands a number everywhere inside it: a bucket that
 * the vendor did not report counts as none there.
 */
export function responsesReport(usage: Usage | undefined): JsonObject | null {
  const { input, cacheRead, cacheWrite5m, cacheWrite1h, audioInput, audioCacheRead, imageInput } = usage ?? {};
  const { output, reasoning, audioOutput, imageOutput } = usage ?? {};
  const inputTokens = sum(input, cacheRead, cacheWrite5m, cacheWrite1h, audioInput, audioCacheRead, imageInput);
  const outputTokens = sum(output, reasoning, audioOutput, imageOutput);
  if (inputTokens === undefined && outputTokens === undefined) return null;
  const written = sum(cacheWrite5m, cacheWrite1h);
  return {
    input_tokens: inputTokens ?? 0,
    input_tokens_details: {
      cached_tokens: sum(cacheRead, audioCacheRead) ?? 0,
      ...(written === undefined ? {} : { cache_write_tokens: written }),
      ...(imageInput === undefined ? {} : { image_tokens: imageInput }),
    },
    output_tokens: outputTokens ?? 0,
    output_tokens_details: {
      reasoning_tokens: reasoning ?? 0,
      ...(imageOutput === undefined ? {} : { image_tokens: imageOutput }),
    },
    total_tokens: (inputTokens ?? 0) + (outputTokens ?? 0),
  };
}

/** Searches that were run, where OpenAI tells how many. */
export function toolUsageOf(usage: Usage | undefined): JsonObject | undefined {
  return usage?.searches === undefined ? undefined : { web_search: { num_requests: usage.searches } };
}
