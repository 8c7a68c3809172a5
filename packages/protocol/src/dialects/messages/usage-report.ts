import { asObject, type JsonObject, listAt, objectAt } from '../../json-read.ts';
import type { Usage } from '../../usage.ts';

type Count = number | undefined;

function sum(...counts: readonly Count[]): Count {
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 ? undefined : known.reduce((left, right) => left + right, 0);
}

const knownKeys: ReadonlySet<string> = new Set([
  'input_tokens',
  'output_tokens',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
  'cache_creation',
  'output_tokens_details',
  'service_tier',
]);

/** What a report says that no bucket holds; null says nothing. */
export function restOfReport(report: JsonObject): JsonObject | undefined {
  const rest = Object.entries(report).flatMap(([key, value]): [string, unknown][] => {
    if (knownKeys.has(key) || value === null || value === undefined) return [];
    if (key !== 'server_tool_use') return [[key, value]];
    const { web_search_requests, ...others } = asObject(value) ?? {};
    return Object.values(others).some((count) => count !== 0) ? [[key, others]] : [];
  });
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}

/** Fields of another report than this dialect's would mean something else here. */
const nativeKeys: readonly string[] = ['inference_geo', 'speed', 'iterations'];

/** Iterations of compaction are in the buckets already: told once more they would count twice. */
function isTold(key: string, native: JsonObject): boolean {
  if (key !== 'iterations') return true;
  return listAt(native, key).every((iteration) => asObject(iteration)?.['type'] !== 'compaction');
}

function restOf(native: JsonObject | undefined): JsonObject {
  if (native === undefined) return {};
  const keys = nativeKeys.filter((key) => native[key] !== undefined && isTold(key, native));
  return Object.fromEntries(keys.map((key) => [key, native[key]]));
}

function serverTools({ searches }: Usage, native: JsonObject | undefined): JsonObject | null {
  const fetches = objectAt(native, 'server_tool_use')?.['web_fetch_requests'];
  if (searches === undefined && fetches === undefined) return null;
  // Where there is one count, clients' types demand both.
  return { web_search_requests: searches ?? 0, web_fetch_requests: fetches ?? 0 };
}

const tiers: Readonly<Record<string, string>> = {
  standard: 'standard',
  default: 'standard',
  priority: 'priority',
  batch: 'batch',
};

/**
 * Usage as this dialect reports it: cached tokens beside `input_tokens`, thinking inside `output_tokens`. What is not
 * known is null; but for the two counts that clients demand as numbers, which are 0 then.
 */
export function usageReport(usage: Usage, native: JsonObject | undefined): JsonObject {
  const { cacheWrite5m, cacheWrite1h, reasoning } = usage;
  const split = {
    ephemeral_5m_input_tokens: cacheWrite5m ?? 0,
    ephemeral_1h_input_tokens: cacheWrite1h,
  };
  return {
    input_tokens: sum(usage.input, usage.audioInput, usage.imageInput) ?? 0,
    cache_creation_input_tokens: sum(cacheWrite5m, cacheWrite1h) ?? null,
    cache_read_input_tokens: sum(usage.cacheRead, usage.audioCacheRead) ?? null,
    cache_creation: cacheWrite1h === undefined ? null : split,
    output_tokens: sum(usage.output, reasoning, usage.audioOutput, usage.imageOutput) ?? 0,
    ...(reasoning === undefined ? {} : { output_tokens_details: { thinking_tokens: reasoning } }),
    server_tool_use: serverTools(usage, native),
    inference_geo: null,
    ...restOf(native),
  };
}

/** The tier that was served, in this dialect's words; null where it has none for it. */
export function tierReport(serviceTier: string | undefined): string | null {
  return serviceTier !== undefined && Object.hasOwn(tiers, serviceTier) ? (tiers[serviceTier] ?? null) : null;
}
