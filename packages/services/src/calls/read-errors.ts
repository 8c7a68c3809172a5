import { readCallErrors as readErrors } from '@weir/db/sql/call-errors';
import { callStatuses } from '@weir/protocol/ledger';
import { z } from 'zod';
import { timeField } from '../fields.ts';
import { answered } from '../query-refusal.ts';
import { filterFields, filtersOf } from '../usage/filters.ts';
import { verb } from '../verb.ts';
import { callsFilterOf } from './filters.ts';

const callErrorView = z
  .strictObject({
    status: z.enum(callStatuses),
    code: z.string().nullable().describe('Null where a call ended badly without an error, as when it was interrupted.'),
    calls: z.int(),
  })
  .meta({ id: 'CallError' });

/** How calls that neither succeeded nor were canceled ended, the most frequent first. */
export const readCallErrors = verb({
  action: 'usage.read',
  input: z.strictObject({ from: timeField, to: timeField, ...filterFields }),
  output: z.strictObject({ data: z.array(callErrorView), nextCursor: z.null() }),
  async run({ services, actor }, input) {
    const filter = callsFilterOf(actor.organizationId, filtersOf(input), {});
    const span = { fromMs: Date.parse(input.from), toMs: Date.parse(input.to) };
    return { data: await answered(readErrors(services.sql, { ...filter, ...span })), nextCursor: null };
  },
});
