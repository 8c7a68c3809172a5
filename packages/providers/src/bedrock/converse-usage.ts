import { asObject, countAt, type JsonObject, listAt } from '@weir/protocol/json-read';
import type { Usage } from '@weir/protocol/usage';

function writtenFor(report: JsonObject, ttl: string): number | undefined {
  const details = listAt(report, 'cacheDetails').flatMap((entry) => {
    const detail = asObject(entry);
    return detail?.['ttl'] === ttl ? (countAt(detail, 'inputTokens') ?? []) : [];
  });
  return details.length === 0 ? undefined : details.reduce((left, right) => left + right, 0);
}

type Writes = { readonly cacheWrite5m?: number; readonly cacheWrite1h?: number };

/** What lasts an hour is told apart, where there is any; the rest of the total lasts 5 minutes. */
function cacheWrites(report: JsonObject): Writes {
  const long = writtenFor(report, '1h');
  const total = countAt(report, 'cacheWriteInputTokens') ?? writtenFor(report, '5m');
  if (long === undefined) return total === undefined ? {} : { cacheWrite5m: total };
  return { cacheWrite5m: Math.max(0, (total ?? long) - long), cacheWrite1h: long };
}

/**
 * Converse's `usage` in disjoint buckets: cached tokens stand outside `inputTokens`, thinking is inside `outputTokens`
 * and is not told apart. Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html.
 */
export function converseUsage(report: JsonObject): Usage {
  const input = countAt(report, 'inputTokens');
  const cacheRead = countAt(report, 'cacheReadInputTokens');
  const output = countAt(report, 'outputTokens');
  return {
    ...(input === undefined ? {} : { input }),
    ...(cacheRead === undefined ? {} : { cacheRead }),
    ...cacheWrites(report),
    ...(output === undefined ? {} : { output }),
  };
}
