import { describe, expect, it } from 'vitest';
import { keptFields } from './pages.ts';
import { type AnalyticState, defaultState, narrowedTo, readState, toggled, writeState } from './state.ts';

const all: AnalyticState = {
  range: { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' },
  compare: true,
  interval: 'hour',
  group: 'provider',
  measure: 'tokens',
  only: { model: ['gpt-4o', 'a&b=c/é', '(none)'], project: ['default'] },
  without: { key: ['8f8fdc9c-1a2b-4c3d-8e4f-5a6b7c8d9e0f'] },
};

describe('the state in a URL', () => {
  it.each([[all], [defaultState], [{ ...defaultState, range: '12mo' as const, group: 'member' as const }]])(
    'comes back as it was written',
    (state) => {
      const url = writeState(new URLSearchParams(), state).toString();
      expect(readState(new URLSearchParams(url))).toEqual(state);
    },
  );

  it('leaves defaults out', () => {
    expect(writeState(new URLSearchParams('range=30d&compare=previous'), defaultState).toString()).toBe('');
  });

  it('keeps fields of others', () => {
    const fields = new URLSearchParams('minCost=1&range=24h&live=on');
    expect(writeState(fields, { ...defaultState, compare: true }).toString()).toBe(
      'compare=previous&minCost=1&live=on',
    );
  });

  it('takes nonsense for what is shown by default', () => {
    const url = 'range=9y&interval=year&group=colour&compare=x&model=&from=tomorrow&to=never&not.=x';
    expect(readState(new URLSearchParams(url))).toEqual(defaultState);
  });

  it('takes no span that ends before it begins, nor a value twice', () => {
    const url = 'from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z&model=a&model=a';
    expect(readState(new URLSearchParams(url))).toEqual({ ...defaultState, only: { model: ['a'] } });
  });
});

describe('a filter', () => {
  it('is switched on and off', () => {
    const on = toggled(toggled(defaultState, 'model', 'a'), 'model', 'b');
    expect(on.only).toEqual({ model: ['a', 'b'] });
    expect(toggled(toggled(on, 'model', 'a'), 'model', 'b')).toEqual(defaultState);
  });
});

describe('a page that knows fewer dimensions', () => {
  it('is not narrowed by the others', () => {
    const shown = narrowedTo(all, ['project', 'provider']);
    expect([shown.only, shown.without]).toEqual([{ project: ['default'] }, {}]);
    expect(shown.range).toEqual(all.range);
  });
});

describe('going to another page', () => {
  const fields = new URLSearchParams('project=default&range=30d&model=a&not.key=k&minCost=1');

  it('keeps range and filters between analytic pages', () => {
    expect(new URLSearchParams(keptFields(fields, { from: 'cost', to: 'calls' })).toString()).toBe(
      'project=default&range=30d&model=a&not.key=k',
    );
  });

  it('keeps the project alone elsewhere', () => {
    expect(keptFields(fields, { from: 'cost', to: 'keys' })).toEqual([['project', 'default']]);
    expect(keptFields(fields, { from: 'keys', to: 'cost' })).toEqual([['project', 'default']]);
  });
});
