import { type Asked, spanInput } from '../analytics/asked.ts';
import type { ListState } from './list-state.ts';

const pageLines = 50;

function narrowed({ filters }: Asked, { search, minUsd, errorsOnly, streaming, errorCode }: ListState) {
  return {
    ...filters,
    search: search === '' ? undefined : search,
    minUsd,
    errorsOnly: errorsOnly ? true : undefined,
    streaming,
    errorCode: errorCode === undefined ? undefined : [errorCode],
  };
}

/**
 * A page of the list, newest first. A range that ends now has no end: what comes later belongs to it, and the list stays
 * the same while time goes on.
 */
export function callsInput(asked: Asked, list: ListState) {
  const { from, to } = spanInput(asked.span);
  const isOpen = typeof asked.state.range === 'string';
  return { from, to: isOpen ? undefined : to, ...narrowed(asked, list), limit: pageLines };
}

/** What the list comes to. With the filters of a chart's number it is that number. */
export function summaryInput(asked: Asked, list: ListState) {
  return { ...spanInput(asked.span), ...narrowed(asked, list) };
}

/** The list as fields of a request, for the export and the management API. */
export function callsQuestion(asked: Asked, list: ListState) {
  const { errorsOnly, streaming, ...rest } = summaryInput(asked, list);
  const flags = {
    errorsOnly: errorsOnly === undefined ? undefined : 'true',
    streaming: streaming === undefined ? undefined : String(streaming),
  };
  return { path: '/calls', fields: { ...rest, ...flags } } as const;
}
