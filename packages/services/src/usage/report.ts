import { usageIntervals } from '@weir/db/sql/calendar';
import { readUsage as readReport, usageGroups } from '@weir/db/sql/usage';
import type { UsageFilters } from '@weir/db/sql/usage-filters';
import { z } from 'zod';
import { answered } from '../query-refusal.ts';
import { notFound } from '../service-error.ts';
import type { VerbContext } from '../verb.ts';
import { read } from '../write.ts';
import { spanFields, spanOf } from './filters.ts';
import { spanView, toSpanView, usageFiguresView, usageLineView } from './view.ts';

/** How a report is cut: shared by all that answer over time. */
export const reportFields = {
  ...spanFields,
  interval: z.enum(usageIntervals).optional().describe('Absent: the whole time in one.'),
  tz: z.string().max(64).optional().describe("Where days, weeks and months begin; the organization's when absent."),
};

/** What a usage report may be grouped by. */
export const groupByField = z
  .array(z.string().max(64))
  .max(usageGroups.length)
  .optional()
  .describe(`Any of ${usageGroups.join(', ')}.`);

/** A usage report. */
export const reportView = z.strictObject({
  data: z.array(usageLineView),
  total: usageFiguresView,
  ...spanView,
  nextCursor: z.null(),
});

type ReportInput = {
  readonly [Field in keyof typeof reportFields]?: z.output<(typeof reportFields)[Field]> | undefined;
} & { readonly groupBy?: string[] | undefined };

/** The time zone of an answer: what was asked for, else the organization's. */
export async function zoneOf(context: VerbContext, tz: string | undefined): Promise<string> {
  if (tz !== undefined) return tz;
  const tenant = await read(context).get();
  if (tenant === undefined) throw notFound('organization');
  return tenant.timeZone;
}

/** The report that `input` asks for, with these filters. */
export async function report(
  context: VerbContext,
  filters: UsageFilters,
  input: ReportInput,
): Promise<z.output<typeof reportView>> {
  const { services, actor } = context;
  const timeZone = await zoneOf(context, input.tz);
  const { interval, groupBy } = input;
  const asked = { ...spanOf(input, services.now()), organizationId: actor.organizationId, filters };
  const found = await answered(readReport(services.sql, { ...asked, interval, timeZone, groupBy }));
  const data = found.lines.map((line) => ({ ...line, group: { ...line.group } }));
  return { data, total: found.total, ...toSpanView(found), nextCursor: null };
}
