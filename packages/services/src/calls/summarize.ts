import { summarizeCalls as readSummary } from '@weir/db/sql/calls-summary';
import { z } from 'zod';
import { answered } from '../query-refusal.ts';
import { filterFields, filtersOf, spanFields, spanOf } from '../usage/filters.ts';
import { verb } from '../verb.ts';
import { callsFields, callsFilterOf } from './filters.ts';
import { callsSummaryView } from './view.ts';

/**
 * What the calls of a list come to, to the last digit: over a span of quarters of an hour the same figure that usage has
 * for these filters.
 */
export const summarizeCalls = verb({
  action: 'call.read',
  input: z.strictObject({ ...callsFields, ...spanFields, ...filterFields }),
  output: callsSummaryView,
  async run({ services, actor }, input) {
    const filter = callsFilterOf(actor.organizationId, filtersOf(input), input);
    return answered(readSummary(services.sql, { ...filter, ...spanOf(input, services.now()) }));
  },
});
