import { costSources } from '@weir/protocol/cost';
import { z } from 'zod';
import { timeField } from '../fields.ts';
import { ledgerHealthView } from '../ledger/view.ts';
import { latenciesFields } from '../usage/latency-view.ts';
import { figureFields, spanView, usageFiguresView } from '../usage/view.ts';

const rate = z.number().nullable().describe('0 to 1; null where there was none.');

const totalsView = z
  .strictObject({
    ...figureFields,
    ...latenciesFields,
    tokens: z.number().describe('In, cached, out and reasoning.'),
    cacheReadShare: rate.describe('Of the tokens that went in, those read from a cache.'),
    success: z.strictObject({
      calls: rate.describe('As users saw it: calls that succeeded, of those not canceled.'),
      attempts: rate.describe('Attempts that succeeded, of those not canceled.'),
    }),
    outcomes: z.array(z.strictObject({ status: z.string(), calls: z.int(), attempts: z.int() })),
    sources: z
      .array(z.strictObject({ source: z.enum(costSources), attempts: z.int(), usd: z.string().nullable() }))
      .describe('Attempts and money by source of cost.'),
  })
  .meta({ id: 'OverviewTotals' });

const topView = z
  .strictObject({
    value: z.string().nullable(),
    provider: z.string().nullable().describe('Of models.'),
    figures: usageFiguresView,
    previous: usageFiguresView.nullable(),
  })
  .meta({ id: 'OverviewTop' });

/** All that the overview shows. */
export const overviewView = z
  .strictObject({
    ...spanView,
    previousFrom: timeField,
    previousTo: timeField,
    totals: totalsView,
    previous: totalsView,
    series: z.array(z.strictObject({ at: timeField, figures: usageFiguresView })),
    stacked: z.array(z.strictObject({ at: timeField, value: z.string().nullable(), figures: usageFiguresView })),
    tops: z.strictObject({
      models: z.array(topView),
      providers: z.array(topView),
      keys: z.array(topView),
      members: z.array(topView),
    }),
    trust: ledgerHealthView,
  })
  .meta({ id: 'Overview' });
