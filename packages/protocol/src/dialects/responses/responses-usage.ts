import { asObject, countAt, type JsonObject, listAt, objectAt, textAt } from '../../json-read.ts';
import type { Usage } from '../../usage.ts';

/** OpenAI charges a web search for the action `search`, not for opening or reading a page. */
function isSearch(item: JsonObject | undefined): boolean {
  if (item?.['type'] !== 'web_search_call') return false;
  const action = textAt(objectAt(item, 'action'), 'type');
  return action === undefined || action === 'search';
}

function countItems(response: JsonObject, test: (item: JsonObject | undefined) => boolean): number {
  return listAt(response, 'output').filter((item) => test(asObject(item))).length;
}

/** By the vendor's own count (`tool_usage` at OpenAI, `server_side_tool_usage_details` at xAI), else by what was put out. */
function searchesOf(response: JsonObject, report: JsonObject | undefined): number | undefined {
  const counted = countAt(objectAt(objectAt(response, 'tool_usage'), 'web_search'), 'num_requests');
  if (counted !== undefined) return counted;
  const details = objectAt(report, 'server_side_tool_usage_details');
  const web = countAt(details, 'web_search_calls');
  if (web !== undefined) return web + (countAt(details, 'x_search_calls') ?? 0);
  const items = countItems(response, isSearch);
  return items === 0 ? undefined : items;
}

function less(whole: number | undefined, ...parts: readonly (number | undefined)[]): number | undefined {
  if (whole === undefined) return undefined;
  return Math.max(
    0,
    parts.reduce<number>((left, part) => left - (part ?? 0), whole),
  );
}

function inside(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined ? part : Math.min(part, whole);
}

/**
 * What a Responses object used, in disjoint buckets: cached tokens are inside `input_tokens`, reasoning inside
 * `output_tokens`; tools that are charged by the call are counted.
 */
export function responsesUsage(response: JsonObject): Usage {
  const report = objectAt(response, 'usage');
  const inputDetails = objectAt(report, 'input_tokens_details');
  const cacheRead = countAt(inputDetails, 'cached_tokens');
  const cacheWrite5m = countAt(inputDetails, 'cache_write_tokens');
  const outputDetails = objectAt(report, 'output_tokens_details');
  const reasoning = countAt(outputDetails, 'reasoning_tokens');
  const imageInput = inside(
    countAt(inputDetails, 'image_tokens'),
    less(countAt(report, 'input_tokens'), cacheRead, cacheWrite5m),
  );
  const imageOutput = inside(countAt(outputDetails, 'image_tokens'), less(countAt(report, 'output_tokens'), reasoning));
  const images = countItems(response, (item) => item?.['type'] === 'image_generation_call');
  const counts = {
    input: less(countAt(report, 'input_tokens'), cacheRead, cacheWrite5m, imageInput),
    cacheRead,
    cacheWrite5m,
    imageInput,
    output: less(countAt(report, 'output_tokens'), reasoning, imageOutput),
    reasoning,
    imageOutput,
    searches: searchesOf(response, report),
    images: images === 0 ? undefined : images,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
}
