import { callsCsv } from '@weir/services/calls/csv';
import { listOrganizationCalls } from '@weir/services/calls/list-organization';
import { parseInput } from '@weir/services/parse-input';
import { usageCsv } from '@weir/services/usage/csv';
import { readOrganizationUsage } from '@weir/services/usage/read-organization';
import { ProblemError } from '../rest/problem.ts';
import { readQuery } from '../rest/read-query.ts';
import { answerOrRefusal, refused } from '../server/refused.ts';
import { isOtherSite } from '../server/same-origin.ts';
import type { Find } from './handle-export.ts';
import { downloadHeaders, streamText } from './stream-text.ts';

type Lines = (url: URL, found: Awaited<ReturnType<Find>>) => AsyncIterable<string>;

const sheets = {
  usage: (url, { services, actor }) => {
    const { input } = readOrganizationUsage;
    return usageCsv(services, actor, parseInput(input, readQuery(url, input)));
  },
  calls: (url, { services, actor }) => {
    const { input } = listOrganizationCalls;
    const { limit: _limit, cursor: _cursor, ...asked } = parseInput(input, readQuery(url, input));
    return callsCsv(services, actor, asked);
  },
} as const satisfies Record<string, Lines>;

/** A table that can be downloaded. */
export type Sheet = keyof typeof sheets;

/** Answers with a table as CSV (RFC 4180), narrowed by the query as the management API is. */
export function handleCsv(request: Request, find: Find, { sheet, slug }: { sheet: Sheet; slug: string }) {
  if (isOtherSite(request.headers)) return Promise.resolve(refused(403, 'Requests of other sites are refused.'));
  return answerOrRefusal(async () => {
    const found = await find();
    try {
      const stream = await streamText(sheets[sheet](new URL(request.url), found), found.services.log);
      return new Response(stream, { headers: downloadHeaders('text/csv; charset=utf-8', `weir-${slug}-${sheet}.csv`) });
    } catch (error) {
      if (error instanceof ProblemError) return refused(error.problem.status, error.problem.detail);
      throw error;
    }
  });
}
