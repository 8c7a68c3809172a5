import { none } from '../analytics/dimensions.ts';

/** What narrows the list of calls besides the filters of every analytic page. Stands in the URL as well. */
export type ListState = {
  /** The beginning of a call's id, or all of it. */
  readonly search: string;
  /** Decimal USD: calls with an attempt that cost at least so much. */
  readonly minUsd: string | undefined;
  readonly errorsOnly: boolean;
  readonly streaming: boolean | undefined;
  /** The error that a call ended with. */
  readonly errorCode: string | undefined;
};

/** The URL's field of each. */
export const listFields = {
  search: 'id',
  minUsd: 'min',
  errorsOnly: 'errors',
  streaming: 'streaming',
  errorCode: 'error',
} as const;

const streamingWords: Readonly<Record<string, boolean>> = { yes: true, no: false };

/** True for what can be the beginning of an id. */
export function isIdStart(text: string): boolean {
  return /^[0-9a-f-]{1,36}$/i.test(text);
}

/** True for an amount of USD as the services take it. */
export function isUsdAmount(text: string): boolean {
  return /^\d{1,12}(\.\d{1,12})?$/.test(text);
}

/** True for what can be the code of an error. */
function isErrorCode(text: string): boolean {
  return text === none || /^[a-z0-9_]{1,64}$/i.test(text);
}

/** The state that a URL's fields hold. What makes no sense is as if it were not there. */
export function readListState(fields: URLSearchParams): ListState {
  const search = (fields.get(listFields.search) ?? '').trim();
  const minUsd = fields.get(listFields.minUsd) ?? '';
  const errorCode = fields.get(listFields.errorCode) ?? '';
  return {
    search: isIdStart(search) ? search.toLowerCase() : '',
    minUsd: isUsdAmount(minUsd) ? minUsd : undefined,
    errorsOnly: fields.get(listFields.errorsOnly) === '1',
    streaming: streamingWords[fields.get(listFields.streaming) ?? ''],
    errorCode: isErrorCode(errorCode) ? errorCode : undefined,
  };
}

/** The URL's fields that hold `state`; undefined takes one away. */
export function listFieldsOf(state: ListState): Readonly<Record<string, string | undefined>> {
  const { search, minUsd, errorsOnly, streaming, errorCode } = state;
  return {
    [listFields.search]: search === '' ? undefined : search,
    [listFields.minUsd]: minUsd,
    [listFields.errorsOnly]: errorsOnly ? '1' : undefined,
    [listFields.streaming]: streaming === undefined ? undefined : streaming ? 'yes' : 'no',
    [listFields.errorCode]: errorCode,
  };
}
