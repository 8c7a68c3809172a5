import { type Span, usageIntervals } from '@weir/db/sql/calendar';
import { type OverviewTotals, overviewGroups, readOverview as readFigures } from '@weir/db/sql/overview';
import { costSources } from '@weir/protocol/cost';
import { z } from 'zod';
import { timeField } from '../fields.ts';
import { healthOf } from '../ledger/health-of.ts';
import { answered } from '../query-refusal.ts';
import { filterFields, filtersOf, spanFields, spanOf } from '../usage/filters.ts';
import { reportFields, zoneOf } from '../usage/report.ts';
import { toSpanView } from '../usage/view.ts';
import { verb } from '../verb.ts';
import { overviewView } from './view.ts';

type Side = 'calls' | 'attempts';

function successOf({ outcomes }: OverviewTotals, side: Side): number | null {
  const ended = outcomes.filter(({ status }) => status !== 'canceled').reduce((sum, each) => sum + each[side], 0);
  const succeeded = outcomes.find(({ status }) => status === 'succeeded')?.[side] ?? 0;
  return ended === 0 ? null : succeeded / ended;
}

function toTotalsView(totals: OverviewTotals) {
  const { units } = totals;
  const cached = units.cacheRead + units.audioCacheRead;
  const asked = units.input + cached + units.cacheWrite5m + units.cacheWrite1h;
  const sound = units.audioInput + units.audioOutput;
  const pictures = units.imageInput + units.imageOutput;
  return {
    ...totals,
    tokens: asked + units.output + units.reasoning + sound + pictures,
    cacheReadShare: asked === 0 ? null : cached / asked,
    success: { calls: successOf(totals, 'calls'), attempts: successOf(totals, 'attempts') },
    outcomes: totals.outcomes.map((outcome) => ({ ...outcome })),
    sources: costSources.flatMap((source) => {
      const found = totals.sources.find((each) => each.source === source);
      return found === undefined ? [] : [{ source, attempts: found.attempts, usd: found.usd }];
    }),
  };
}

function previousOf(input: { previousFrom?: string | undefined; previousTo?: string | undefined }): Span | undefined {
  const { previousFrom, previousTo } = input;
  if (previousFrom === undefined || previousTo === undefined) return undefined;
  return { fromMs: Date.parse(previousFrom), toMs: Date.parse(previousTo) };
}

/**
 * The overview in one round trip: totals of a span and of the one of the same length before it, their series, who and
 * what cost most, and whether what was served is what was recorded.
 */
export const readOverview = verb({
  action: 'usage.read',
  input: z.strictObject({
    ...spanFields,
    previousFrom: timeField
      .optional()
      .describe('What the totals are compared with; as long, before `from`, when absent.'),
    previousTo: timeField.optional().describe('Not after `from`.'),
    interval: z.enum(usageIntervals).optional().describe('`day` when absent.'),
    tz: reportFields.tz,
    groupBy: z.enum(overviewGroups).optional().describe('What `stacked` is by; `model` when absent.'),
    ...filterFields,
  }),
  output: overviewView,
  async run(context, { interval = 'day', groupBy = 'model', ...input }) {
    const { services, actor } = context;
    const timeZone = await zoneOf(context, input.tz);
    const previous = previousOf(input);
    const asked = { ...spanOf(input, services.now()), previous, organizationId: actor.organizationId };
    const [found, trust] = await Promise.all([
      answered(readFigures(services.sql, { ...asked, filters: filtersOf(input), interval, timeZone, groupBy })),
      healthOf(context),
    ]);
    const { previousSpan, totals, series, stacked, tops } = found;
    return {
      ...toSpanView(found),
      previousFrom: new Date(previousSpan.fromMs).toISOString(),
      previousTo: new Date(previousSpan.toMs).toISOString(),
      totals: toTotalsView(totals),
      previous: toTotalsView(found.previous),
      series: [...series],
      stacked: stacked.map((point) => ({ ...point, value: point.value ?? null })),
      tops: {
        models: [...tops.models],
        providers: [...tops.providers],
        keys: [...tops.keys],
        members: [...tops.members],
      },
      trust,
    };
  },
});
