import type { JsonObject } from '../../json-read.ts';
import type { Usage } from '../../usage.ts';

function sum(...counts: readonly (number | undefined)[]): number {
  return counts.reduce<number>((total, count) => total + (count ?? 0), 0);
}

function details(counts: Readonly<Record<string, number | undefined>>): JsonObject | undefined {
  const known = Object.entries(counts).filter(([, count]) => count !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

/**
 * Buckets as Chat Completions reports them: details inside two wholes. Nothing where nothing was reported; else the
 * wholes and their total are there, because the schema demands them, and count what is known.
 */
export function writeUsage(usage: Usage | undefined): JsonObject | undefined {
  if (usage === undefined || Object.keys(usage).length === 0) return undefined;
  const { input, cacheRead, cacheWrite5m, cacheWrite1h, audioInput, audioCacheRead, imageInput } = usage;
  const { output, reasoning, audioOutput, imageOutput, searches } = usage;
  const written =
    cacheWrite5m === undefined && cacheWrite1h === undefined ? undefined : sum(cacheWrite5m, cacheWrite1h);
  const cached = cacheRead === undefined && audioCacheRead === undefined ? undefined : sum(cacheRead, audioCacheRead);
  const prompt = sum(input, cacheRead, cacheWrite5m, cacheWrite1h, audioInput, audioCacheRead, imageInput);
  const completion = sum(output, reasoning, audioOutput, imageOutput);
  const inputDetails = details({
    ...{ cached_tokens: cached, cache_write_tokens: written },
    ...{ audio_tokens: audioInput, image_tokens: imageInput },
  });
  const outputDetails = details({
    ...{ reasoning_tokens: reasoning, audio_tokens: audioOutput, image_tokens: imageOutput },
  });
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...(inputDetails === undefined ? {} : { prompt_tokens_details: inputDetails }),
    ...(outputDetails === undefined ? {} : { completion_tokens_details: outputDetails }),
    ...(cacheWrite1h === undefined ? {} : { cache_creation: { ephemeral_1h_input_tokens: cacheWrite1h } }),
    ...(searches === undefined ? {} : { server_tool_use: { web_search_requests: searches } }),
  };
}
