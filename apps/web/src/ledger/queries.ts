import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { spanInput } from '../analytics/asked.ts';
import { type Clock, type Span, spanOf } from '../analytics/range.ts';
import { nextPage } from '../client/next-page.ts';
import type { AppRouter } from '../trpc/app-router.ts';

type Api = TRPCOptionsProxy<AppRouter>;

/** The 30 days, as the viewer's calendar has them, that the page speaks of. */
export function ledgerSpan(clock: Clock): Span {
  return spanOf('30d', clock);
}

/** Attempts and cost by where the cost comes from. */
export function sourcesInput(span: Span) {
  return { ...spanInput(span), groupBy: ['source'] };
}

const pageLines = 20;

/** Records that could not be written, latest first. */
export function deadLettersOf(api: Api) {
  return api.ledger.deadLetters.infiniteQueryOptions({ limit: pageLines }, nextPage);
}
