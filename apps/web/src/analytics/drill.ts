import type { Dimension } from './dimensions.ts';
import { none } from './dimensions.ts';
import type { Span } from './range.ts';
import { type AnalyticState, withValues } from './state.ts';

/** Which part of the figures on a page a number is. */
export type Part = {
  /** The time it is of; that of the page when absent. */
  readonly span?: Span;
  /** One value of a dimension, null for what has none of it. */
  readonly of?: readonly [Dimension, string | null];
  /** All but these values of a dimension. */
  readonly butFor?: readonly [Dimension, readonly string[]];
};

/**
 * What a page must show for its calls to be exactly those behind a number of a page that is narrowed as `state` says.
 * The time is pinned: a range that ends now would soon be of other calls.
 */
export function drill(
  state: AnalyticState,
  pageSpan: Span,
  { span = pageSpan, of, butFor }: Part,
): Pick<AnalyticState, 'range' | 'only' | 'without'> {
  const range = { from: new Date(span.fromMs).toISOString(), to: new Date(span.toMs).toISOString() };
  const only = of === undefined ? state.only : withValues(state.only, of[0], [of[1] ?? none]);
  if (butFor === undefined) return { range, only, without: state.without };
  const [name, values] = butFor;
  const excluded = new Set([...(state.without[name] ?? []), ...values]);
  return { range, only, without: withValues(state.without, name, [...excluded]) };
}
