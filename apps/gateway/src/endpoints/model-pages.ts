import { WeirError } from '@weir/protocol/errors';

type Named = { readonly id: string };

/** A part of a list; `hasMore` is said of the direction that was asked for. */
export type Page<Item> = { readonly items: readonly Item[]; readonly hasMore: boolean };

const itemsMax = 1_000;

function sizeOf(parameters: URLSearchParams, field: string, otherwise: number): number {
  const text = parameters.get(field);
  if (text === null) return otherwise;
  const size = Number(text);
  if (/^\d+$/.test(text) && size > 0) return size;
  throw new WeirError('invalid_request', `${field} is no whole number above 0.`, { field });
}

function placeOf(items: readonly Named[], id: string, field: string): number {
  const place = items.findIndex((item) => item.id === id);
  if (place >= 0) return place;
  throw new WeirError('invalid_request', `${field} names no model of this list.`, { field });
}

/**
 * Anthropic's pages: `limit`, and `after_id` or `before_id`. Without a limit a page is as long as may be, so that a
 * client that reads one page sees every model. https://platform.claude.com/docs/en/api/models/list
 */
export function anthropicPage<Item extends Named>(items: readonly Item[], parameters: URLSearchParams): Page<Item> {
  const limit = sizeOf(parameters, 'limit', itemsMax);
  if (limit > itemsMax) throw new WeirError('invalid_request', `limit is above ${itemsMax}.`, { field: 'limit' });
  const before = parameters.get('before_id');
  if (before !== null) {
    const end = placeOf(items, before, 'before_id');
    const start = Math.max(0, end - limit);
    return { items: items.slice(start, end), hasMore: start > 0 };
  }
  const after = parameters.get('after_id');
  const start = after === null ? 0 : placeOf(items, after, 'after_id') + 1;
  return { items: items.slice(start, start + limit), hasMore: start + limit < items.length };
}

/**
 * Gemini's pages: `pageSize`, 50 unless told and at most 1,000, and `pageToken`, which names the last model of the page
 * before. https://ai.google.dev/api/models#method:-models.list
 */
export function geminiPage<Item extends Named>(
  items: readonly Item[],
  parameters: URLSearchParams,
): Page<Item> & { readonly nextPageToken: string | undefined } {
  const size = Math.min(sizeOf(parameters, 'pageSize', 50), itemsMax);
  const token = parameters.get('pageToken') ?? '';
  const last = Buffer.from(token, 'base64url').toString();
  const start = token === '' ? 0 : placeOf(items, last, 'pageToken') + 1;
  const page = items.slice(start, start + size);
  const hasMore = start + size < items.length;
  const end = page.at(-1);
  const nextPageToken = hasMore && end !== undefined ? Buffer.from(end.id).toString('base64url') : undefined;
  return { items: page, hasMore, nextPageToken };
}
