import { type Asked, spanInput } from '../analytics/asked.ts';

/** What the page can be narrowed to besides projects: latencies are kept by these alone. */
export const performanceDimensions = ['model', 'provider'] as const;

function filtersOf({ filters }: Asked) {
  const { project, provider, model, notProject, notProvider, notModel } = filters;
  return { project, provider, model, notProject, notProvider, notModel };
}

function cut(asked: Asked) {
  return { ...spanInput(asked.span), interval: asked.interval, tz: asked.timeZone };
}

/** Percentiles over time. */
export function latencyInput(asked: Asked) {
  return { ...cut(asked), histogram: false, ...filtersOf(asked) };
}

/** Percentiles of the whole time. */
export function latencyTotalInput(asked: Asked) {
  return { ...spanInput(asked.span), histogram: false, ...filtersOf(asked) };
}

/** Percentiles of each model of each provider. */
export function latencyByModelInput(asked: Asked) {
  return { ...latencyTotalInput(asked), groupBy: ['provider' as const, 'model' as const] };
}

/** How many calls lasted how long, over time. */
export function heatInput(asked: Asked) {
  return { ...cut(asked), histogram: true, ...filtersOf(asked) };
}

/** How calls ended, over time. */
export function outcomesInput(asked: Asked) {
  return { ...cut(asked), groupBy: ['status'], ...filtersOf(asked) };
}

/** How the calls of each model of each provider ended. */
export function outcomesByModelInput(asked: Asked) {
  return { ...spanInput(asked.span), groupBy: ['provider', 'model', 'status'], ...filtersOf(asked) };
}

/** The errors that calls ended with. */
export function errorsInput(asked: Asked) {
  return { ...spanInput(asked.span), ...filtersOf(asked) };
}
