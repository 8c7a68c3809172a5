import { asObject, countAt, type JsonObject, listAt, objectAt } from '../../json-read.ts';
import { type Usage, type UsageBucket, usageBuckets } from '../../usage.ts';

type Writes = { readonly cacheWrite5m?: number; readonly cacheWrite1h?: number };

/** The total of cache writes is the newer number in streams, the split only stands in the first; unsplit, a write lasts 5 minutes. */
function cacheWrites(report: JsonObject): Writes {
  const total = countAt(report, 'cache_creation_input_tokens');
  const split = objectAt(report, 'cache_creation');
  const short = countAt(split, 'ephemeral_5m_input_tokens');
  const long = countAt(split, 'ephemeral_1h_input_tokens');
  if (short === undefined && long === undefined) return total === undefined ? {} : { cacheWrite5m: total };
  const cacheWrite1h = Math.min(long ?? 0, total ?? long ?? 0);
  return { cacheWrite5m: total === undefined ? (short ?? 0) : total - cacheWrite1h, cacheWrite1h };
}

function count(bucket: keyof Usage, value: number | undefined): Usage {
  return value === undefined ? {} : { [bucket]: value };
}

function ownUsage(report: JsonObject): Usage {
  const output = countAt(report, 'output_tokens');
  const thinking = countAt(objectAt(report, 'output_tokens_details'), 'thinking_tokens');
  const reasoning = thinking === undefined ? undefined : Math.min(thinking, output ?? thinking);
  return {
    ...count('input', countAt(report, 'input_tokens')),
    ...count('cacheRead', countAt(report, 'cache_read_input_tokens')),
    ...cacheWrites(report),
    ...count('output', output === undefined ? undefined : output - (reasoning ?? 0)),
    ...count('reasoning', reasoning),
    ...count('searches', countAt(objectAt(report, 'server_tool_use'), 'web_search_requests')),
  };
}

function sum(usages: readonly Usage[]): Usage {
  const reported = usageBuckets.filter((bucket) => usages.some((usage) => usage[bucket] !== undefined));
  const total = (bucket: UsageBucket): number => usages.reduce((left, usage) => left + (usage[bucket] ?? 0), 0);
  return Object.fromEntries(reported.map((bucket) => [bucket, total(bucket)]));
}

/**
 * A Messages `usage` in disjoint buckets: `input_tokens` is without the cached ones, thinking is inside `output_tokens`.
 * Iterations of context compaction are charged on top of the totals, which leave them out (docs, "Compaction").
 */
export function messagesUsage(report: JsonObject): Usage {
  const compactions = listAt(report, 'iterations').flatMap((entry) => {
    const iteration = asObject(entry);
    return iteration?.['type'] === 'compaction' ? [ownUsage(iteration)] : [];
  });
  return compactions.length === 0 ? ownUsage(report) : sum([ownUsage(report), ...compactions]);
}

/** A later report over an earlier one: it replaces what it names; null is not a name. */
export function mergeReports(earlier: JsonObject, later: JsonObject): JsonObject {
  const named = Object.entries(later).filter(([, value]) => value !== null && value !== undefined);
  return { ...earlier, ...Object.fromEntries(named) };
}
