import { z } from 'zod';
import { verb } from '../verb.ts';
import { filterFields, filtersOf } from './filters.ts';
import { groupByField, report, reportFields, reportView } from './report.ts';

/** Counts, units and cost of the organization, or of some of its projects, over time and by group. */
export const readOrganizationUsage = verb({
  action: 'usage.read',
  input: z.strictObject({ ...reportFields, groupBy: groupByField, ...filterFields }),
  output: reportView,
  run: (context, input) => report(context, filtersOf(input), input),
});
