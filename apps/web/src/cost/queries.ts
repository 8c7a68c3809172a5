import { type Asked, spanInput } from '../analytics/asked.ts';

/** The figures of each value of the group, over time. */
export function costInput({ span, interval, timeZone, filters, state }: Asked) {
  return { ...spanInput(span), interval, tz: timeZone, groupBy: [state.group], ...filters };
}

/** The figures of each value of the group in the period before. */
export function previousInput({ previous, timeZone, filters, state }: Asked) {
  return { ...spanInput(previous), tz: timeZone, groupBy: [state.group], ...filters };
}

/** The period before, over time: what the chart is compared with. */
export function ghostInput({ previous, interval, timeZone, filters }: Asked) {
  return { ...spanInput(previous), interval, tz: timeZone, ...filters };
}
