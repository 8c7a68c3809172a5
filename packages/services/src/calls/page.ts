import { readCalls } from '@weir/db/sql/calls';
import type { CallsFilter } from '@weir/db/sql/calls-query';
import { pageFrom, pageRequest } from '../paging.ts';
import { answered } from '../query-refusal.ts';
import type { VerbContext } from '../verb.ts';

type PageInput = { readonly limit?: number | undefined; readonly cursor?: string | undefined };

/** The page of calls that `input` asks for. */
export async function pageOfCalls({ services }: VerbContext, filter: CallsFilter, input: PageInput) {
  const { take, query } = pageRequest({ limit: input.limit, cursor: input.cursor });
  const calls = await answered(readCalls(services.sql, { ...filter, ...query }));
  const rows = calls.map((call) => ({ id: call.callId, call }));
  return pageFrom(rows, take, ({ call }) => ({ ...call }));
}
