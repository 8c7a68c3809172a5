import { isUsdAmount, picoFromUsd } from '@weir/catalog/usd';
import type { CallsFilter } from '@weir/db/sql/calls-query';
import { none, type UsageFilters } from '@weir/db/sql/usage-filters';
import { z } from 'zod';
import { timeField } from '../fields.ts';

const minUsdField = z
  .string()
  .max(32)
  .refine(isUsdAmount, 'must be a decimal amount in USD of at most 9000000, with at most 12 decimal places');

/** What narrows a list of calls besides the filters of usage. */
export const callsFields = {
  from: timeField.optional(),
  to: timeField.optional(),
  search: z.string().max(64).optional().describe("A call's id, or the beginning of one."),
  minUsd: minUsdField.optional().describe('Calls with an attempt that cost at least so much.'),
  errorsOnly: z.boolean().optional().describe('Those that failed, were cut short or refused.'),
  streaming: z.boolean().optional(),
  errorCode: z
    .array(z.string().min(1).max(100))
    .max(50)
    .optional()
    .describe(`The errors that a call ended with; ${none} stands for none.`),
};

type CallsInput = { readonly [Field in keyof typeof callsFields]?: z.output<(typeof callsFields)[Field]> | undefined };

/** Those fields of an input, as the ledger is asked. */
export function callsFilterOf(organizationId: string, filters: UsageFilters, input: CallsInput): CallsFilter {
  const { from, to, search, minUsd, errorsOnly, streaming, errorCode } = input;
  return {
    ...{ organizationId, filters, search, errorsOnly, streaming, errorCode },
    fromMs: from === undefined ? undefined : Date.parse(from),
    toMs: to === undefined ? undefined : Date.parse(to),
    minPicoUsd: minUsd === undefined ? undefined : picoFromUsd(minUsd),
  };
}
