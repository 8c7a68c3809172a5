import { latencyGroups, readLatency as readReport } from '@weir/db/sql/latency';
import { latencyBinBounds } from '@weir/protocol/latency-bin';
import { z } from 'zod';
import { timeField } from '../fields.ts';
import { answered } from '../query-refusal.ts';
import { verb } from '../verb.ts';
import { filterFields, filtersOf, spanOf } from './filters.ts';
import { latenciesFields } from './latency-view.ts';
import { reportFields, zoneOf } from './report.ts';
import { spanView, toSpanView } from './view.ts';

const { project, provider, model, notProject, notProvider, notModel } = filterFields;

const latencyLineView = z
  .strictObject({
    at: timeField.nullable().describe('Start of the interval; null without one.'),
    group: z.record(z.string(), z.string().nullable()),
    ...latenciesFields,
    histogram: z
      .array(z.strictObject({ fromMs: z.number(), toMs: z.number().nullable(), calls: z.int() }))
      .describe('Calls by their duration, in log-spaced bins 9% wide; `toMs` null: no upper bound.'),
  })
  .meta({ id: 'LatencyLine' });

/** How long succeeded calls took and how long until their first token, over time and by provider or model. */
export const readLatency = verb({
  action: 'usage.read',
  input: z.strictObject({
    ...reportFields,
    groupBy: z.array(z.enum(latencyGroups)).max(latencyGroups.length).optional(),
    histogram: z.boolean().optional().describe('False leaves the histograms out.'),
    ...{ project, provider, model, notProject, notProvider, notModel },
  }),
  output: z.strictObject({ data: z.array(latencyLineView), ...spanView, nextCursor: z.null() }),
  async run(context, { interval, tz, groupBy, histogram = true, ...input }) {
    const { services, actor } = context;
    const timeZone = await zoneOf(context, tz);
    const filters = filtersOf(input);
    const asked = { ...spanOf(input, services.now()), organizationId: actor.organizationId, filters };
    const found = await answered(readReport(services.sql, { ...asked, interval, timeZone, groupBy }));
    const data = found.lines.map(({ bins, group, ...line }) => ({
      ...line,
      group: { ...group },
      histogram: (histogram ? bins : []).map(([bin, calls]) => {
        const [fromMs, toMs] = latencyBinBounds(bin);
        return { fromMs, toMs: Number.isFinite(toMs) ? toMs : null, calls };
      }),
    }));
    return { data, ...toSpanView(found), nextCursor: null };
  },
});
