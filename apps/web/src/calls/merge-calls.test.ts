import { describe, expect, it } from 'vitest';
import { mergeCalls, unknownCalls } from './merge-calls.ts';

const call = (callId: string, cost = 0) => ({ callId, cost });

describe('calls that come while a list is shown', () => {
  it('stand in their place, which is not always the top', () => {
    const merged = mergeCalls([call('05'), call('02')], [call('04'), call('03'), call('01')]);
    expect(merged.map(({ callId }) => callId)).toEqual(['05', '04', '03', '02', '01']);
  });

  it('stand there once, as they were told last', () => {
    expect(mergeCalls([call('02', 7)], [call('02'), call('01')])).toEqual([call('02', 7), call('01')]);
  });

  it('leave the list itself where there are none', () => {
    const listed = [call('01')];
    expect(mergeCalls([], listed)).toBe(listed);
  });

  it('are told from those that are known', () => {
    expect(unknownCalls([call('03'), call('02'), call('01')], new Set(['02']))).toEqual([call('03'), call('01')]);
  });
});
