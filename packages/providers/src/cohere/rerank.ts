import { countAt, listAt, nameAt, objectAt, parseObject } from '@weir/protocol/json-read';
import type { MeterEvent } from '@weir/protocol/meter-event';

/**
 * Reads an answer of rerank; without `end` where it was cut. It is charged by search units: a query with up to a
 * hundred documents. Source: https://docs.cohere.com/reference/rerank.
 */
export function fromRerankBody(text: string): readonly MeterEvent[] {
  const body = parseObject(text);
  if (body === undefined || body['results'] === undefined) return [];
  const responseId = nameAt(body, 'id');
  const searches = countAt(objectAt(objectAt(body, 'meta'), 'billed_units'), 'search_units');
  return [
    { type: 'start', ...(responseId === undefined ? {} : { responseId }) },
    ...(listAt(body, 'results').length > 0 ? [{ type: 'content' } as const] : []),
    ...(searches === undefined ? [] : [{ type: 'usage', usage: { searches } } as const]),
    { type: 'end' },
  ];
}
