import { readUsage as readReport, usageGroups, usageIntervals } from '@weir/db/sql/usage';
import { z } from 'zod';
import { idField, timeField } from '../fields.ts';
import { answered } from '../query-refusal.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { usageFiguresView, usageLineView } from './view.ts';

const dayMs = 86_400_000;
const daysDefault = 30;

/** Counts, units and cost of a project, over time and by group. Without `from` and `to`: the last 30 days. */
export const readUsage = verb({
  action: 'usage.read',
  input: z.strictObject({
    projectId: idField,
    from: timeField.optional().describe('30 days before `to` when absent.'),
    to: timeField.optional().describe('Now when absent.'),
    interval: z.enum(usageIntervals).optional().describe('Absent: the whole time in one.'),
    tz: z.string().max(64).optional().describe("Where days and months begin; the organization's when absent."),
    groupBy: z
      .array(z.string().max(64))
      .max(usageGroups.length)
      .optional()
      .describe(`Any of ${usageGroups.join(', ')}.`),
  }),
  output: z.strictObject({ data: z.array(usageLineView), total: usageFiguresView, nextCursor: z.null() }),
  async run(context, { projectId, from, to, interval, tz, groupBy }) {
    const own = read(context);
    const [project, tenant] = [await own.projects.get(projectId), await own.get()];
    if (project === undefined || tenant === undefined) throw notFound('project');
    const toMs = to === undefined ? context.services.now() : Date.parse(to);
    const fromMs = from === undefined ? toMs - daysDefault * dayMs : Date.parse(from);
    const asked = {
      organizationId: own.id,
      projectId,
      fromMs,
      toMs,
      interval,
      timeZone: tz ?? tenant.timeZone,
      groupBy,
    };
    const { lines, total } = await answered(readReport(context.services.sql, asked));
    return { data: lines.map((line) => ({ ...line, group: { ...line.group } })), total, nextCursor: null };
  },
});
