import type { Span } from '../analytics/range.ts';
import { defaultState, type Values, writeState } from '../analytics/state.ts';

/** The list of all calls of the organization in `span` that have `only`. */
export function callsHref(slug: string, span: Span, only: Values): string {
  const range = { from: new Date(span.fromMs).toISOString(), to: new Date(span.toMs).toISOString() };
  return `/o/${slug}/calls?${writeState(new URLSearchParams(), { ...defaultState, range, only })}`;
}
