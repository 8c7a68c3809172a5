import { z } from 'zod';
import { pageLimitDefault } from './fields.ts';
import { ServiceError } from './service-error.ts';

/** A page that a caller asks for: `take` lines, and the query that finds them and one more. */
export type PageRequest = { readonly take: number; readonly query: { after: string | undefined; take: number } };

const cursorText = z.uuid();

/** The page that `input` asks for. Throws `invalid` on a cursor that is none. */
export function pageRequest(input: { limit?: number | undefined; cursor?: string | undefined }): PageRequest {
  const take = input.limit ?? pageLimitDefault;
  const after = input.cursor === undefined ? undefined : Buffer.from(input.cursor, 'base64url').toString();
  if (after !== undefined && !cursorText.safeParse(after).success) {
    throw new ServiceError('invalid', 'cursor: must be the nextCursor of a page.', { field: 'cursor' });
  }
  return { take, query: { after, take: take + 1 } };
}

/** The first `take` of `rows` as a page; a row beyond them says that there is a next one. */
export function pageFrom<Row extends { readonly id: string }, View>(
  rows: readonly Row[],
  take: number,
  toView: (row: Row) => View,
): { data: View[]; nextCursor: string | null } {
  const shown = rows.slice(0, take);
  const last = shown.at(-1);
  const isMore = rows.length > take && last !== undefined;
  return { data: shown.map(toView), nextCursor: isMore ? Buffer.from(last.id).toString('base64url') : null };
}
