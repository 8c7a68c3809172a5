import { type Asked, spanInput } from '../analytics/asked.ts';

const latestCalls = 8;

/** Everything but the latest calls. */
export function overviewInput({ span, previous, interval, timeZone, filters, state }: Asked) {
  const before = spanInput(previous);
  return {
    ...spanInput(span),
    ...{ previousFrom: before.from, previousTo: before.to },
    ...{ interval, tz: timeZone, groupBy: state.group },
    ...filters,
  };
}

/** The latest calls of the span. */
export function latestInput({ span, filters }: Asked) {
  return { from: spanInput(span).from, ...filters, limit: latestCalls };
}

/** The series of the overview as a request to the management API. */
export function seriesQuestion({ span, interval, timeZone, filters, state }: Asked) {
  return {
    path: '/usage',
    fields: { ...spanInput(span), interval, tz: timeZone, groupBy: [state.group], ...filters },
  } as const;
}
