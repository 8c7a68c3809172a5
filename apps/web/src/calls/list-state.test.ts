import { describe, expect, it } from 'vitest';
import { type ListState, listFieldsOf, readListState } from './list-state.ts';

const nothing: ListState = {
  search: '',
  minUsd: undefined,
  errorsOnly: false,
  streaming: undefined,
  errorCode: undefined,
};

function written(state: ListState): URLSearchParams {
  const entries = Object.entries(listFieldsOf(state)).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return new URLSearchParams(entries);
}

describe('what narrows the list of calls', () => {
  it.each<ListState>([
    nothing,
    { search: '01a21f4c-74c1', minUsd: '0.05', errorsOnly: true, streaming: false, errorCode: 'rate_limited' },
    { ...nothing, streaming: true },
  ])('survives the URL: %j', (state) => {
    expect(readListState(written(state))).toEqual(state);
  });

  it('leaves nothing in the URL where it is as by default', () => {
    expect(written(nothing).size).toBe(0);
  });

  it('is not made of what makes no sense', () => {
    expect(readListState(new URLSearchParams('id=%27or+1&min=-3&errors=yes&streaming=maybe&error=a+b'))).toEqual(
      nothing,
    );
    expect(readListState(new URLSearchParams('id=+01A2+&min=1e9'))).toEqual({ ...nothing, search: '01a2' });
  });
});
