import { describe, expect, it } from 'vitest';
import { drill } from './drill.ts';
import { defaultState } from './state.ts';

const span = { fromMs: 0, toMs: 900_000 };
const state = { ...defaultState, only: { provider: ['openai'], model: ['a', 'b', 'c'] }, without: { model: ['z'] } };
const range = { from: '1970-01-01T00:00:00.000Z', to: '1970-01-01T00:15:00.000Z' };

describe('what is behind a number', () => {
  it('of a value is that value within what the page shows', () => {
    expect(drill(state, span, { of: ['model', 'b'] })).toEqual({
      range,
      only: { provider: ['openai'], model: ['b'] },
      without: state.without,
    });
  });

  it('of what has no value is named as such', () => {
    expect(drill(defaultState, span, { of: ['key', null] }).only).toEqual({ key: ['(none)'] });
  });

  it('of all others leaves out those that are shown, and keeps what the page is narrowed to', () => {
    expect(drill(state, span, { butFor: ['model', ['a', 'b']] })).toEqual({
      range,
      only: state.only,
      without: { model: ['z', 'a', 'b'] },
    });
  });

  it('of a bucket is of its time alone', () => {
    expect(drill(state, { fromMs: 0, toMs: 9e9 }, { span })).toEqual({
      range,
      only: state.only,
      without: state.without,
    });
  });
});
