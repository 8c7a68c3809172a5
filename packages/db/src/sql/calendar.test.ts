import { testSeed } from '@weir/testing/seed';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalsOf, quarterMs, toQuarters, type UsageInterval } from './calendar.ts';

const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();

function cut(span: readonly [string, string], interval: UsageInterval, timeZone: string) {
  const asked = { interval, timeZone, max: 20_000 };
  return intervalsOf({ fromMs: at(span[0]), toMs: at(span[1]) }, asked).map(({ atMs, fromMs, toMs }) => {
    return { at: iso(atMs), hours: (toMs - fromMs) / 3_600_000 };
  });
}

describe('days', () => {
  it.each([
    {
      name: 'of 23 hours where the clock is set forward',
      timeZone: 'Europe/Berlin',
      start: '2026-03-28T23:00:00Z',
      hours: 23,
    },
    { name: 'of 25 hours where it is set back', timeZone: 'Europe/Berlin', start: '2026-10-24T22:00:00Z', hours: 25 },
    {
      name: 'of 25 hours where midnight comes twice',
      timeZone: 'America/Havana',
      start: '2026-11-01T04:00:00Z',
      hours: 25,
    },
    {
      name: 'of 23 hours where midnight does not come',
      timeZone: 'America/Santiago',
      start: '2026-09-06T04:00:00Z',
      hours: 23,
    },
    { name: 'of 24 and a half hours', timeZone: 'Australia/Lord_Howe', start: '2026-04-04T13:00:00Z', hours: 24.5 },
    { name: 'off the hour', timeZone: 'Asia/Kathmandu', start: '2026-05-01T18:15:00Z', hours: 24 },
  ])('$name', ({ timeZone, start, hours }) => {
    const end = iso(at(start) + 30 * 3_600_000);
    expect(cut([start, end], 'day', timeZone)[0]).toEqual({ at: iso(at(start)), hours });
  });

  it('that a zone left out are not there', () => {
    const days = cut(['2011-12-29T10:00:00Z', '2012-01-01T10:00:00Z'], 'day', 'Pacific/Apia');
    expect(days.map(({ hours }) => hours)).toEqual([24, 24, 24]);
  });

  it('are cut where the span begins and ends, but named by their start', () => {
    expect(cut(['2026-05-01T10:00:00Z', '2026-05-02T06:00:00Z'], 'day', 'UTC')).toEqual([
      { at: '2026-05-01T00:00:00.000Z', hours: 14 },
      { at: '2026-05-02T00:00:00.000Z', hours: 6 },
    ]);
  });
});

it('weeks begin on Monday, months on the first', () => {
  const span = ['2026-05-01T00:00:00Z', '2026-06-02T00:00:00Z'] as const;
  expect(cut(span, 'week', 'UTC').map((week) => week.at.slice(0, 10))).toEqual([
    ...['2026-04-27', '2026-05-04', '2026-05-11', '2026-05-18', '2026-05-25', '2026-06-01'],
  ]);
  expect(cut(span, 'month', 'America/New_York').map((month) => month.at)).toEqual([
    ...['2026-04-01T04:00:00.000Z', '2026-05-01T04:00:00.000Z', '2026-06-01T04:00:00.000Z'],
  ]);
});

it('hours that a clock shows twice are two', () => {
  const hours = cut(['2026-10-25T00:00:00Z', '2026-10-25T03:00:00Z'], 'hour', 'Europe/Berlin');
  expect(hours.map(({ hours: length }) => length)).toEqual([1, 1, 1]);
});

it('intervals lie side by side, fill the span, and hold just the quarters that the calendar gives them', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'America/Havana', 'Africa/Casablanca'];
  const question = fc.record({
    timeZone: fc.constantFrom(...zones),
    interval: fc.constantFrom<UsageInterval>('15m', 'hour', 'day', 'week', 'month'),
    from: fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') }),
    quarters: fc.integer({ min: 1, max: 4 * 24 * 40 }),
  });
  const shown = (timeZone: string, ms: number) =>
    new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(ms);
  fc.assert(
    fc.property(question, ({ timeZone, interval, from, quarters }) => {
      const span = toQuarters({ fromMs: from, toMs: from + quarters * quarterMs });
      const intervals = intervalsOf(span, { interval, timeZone, max: 20_000 });
      expect([intervals[0]?.fromMs, intervals.at(-1)?.toMs]).toEqual([span.fromMs, span.toMs]);
      for (const [n, { atMs, fromMs, toMs }] of intervals.entries()) {
        expect(atMs).toBeLessThanOrEqual(fromMs);
        expect(toMs).toBeGreaterThan(fromMs);
        if (n > 0) expect([atMs, intervals[n - 1]?.toMs]).toEqual([fromMs, fromMs]);
        if (interval !== 'day' && interval !== 'month') continue;
        const length = interval === 'day' ? 10 : 7;
        const name = shown(timeZone, atMs).slice(0, length);
        for (const ms of [fromMs, toMs - 1]) expect(shown(timeZone, ms).slice(0, length)).toBe(name);
        expect(shown(timeZone, atMs - 1).slice(0, length)).not.toBe(name);
      }
    }),
    { seed: testSeed('calendar'), numRuns: 200 },
  );
});

it('no more intervals are made than are asked for, and one', () => {
  const century = { fromMs: 0, toMs: at('2100-01-01T00:00:00Z') };
  expect(intervalsOf(century, { interval: '15m', timeZone: 'UTC', max: 100 })).toHaveLength(101);
});
