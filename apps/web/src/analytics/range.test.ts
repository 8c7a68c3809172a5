import { describe, expect, it } from 'vitest';
import { autoInterval, previousSpanOf, type Range, type Span, spanOf } from './range.ts';
import { dayMs, hourMs, momentOf, shownAt, startOf } from './zone.ts';

const clock = { nowMs: Date.parse('2026-11-27T10:07:00Z'), timeZone: 'Europe/Berlin' };
const text = ({ fromMs, toMs }: Span) => [fromMs, toMs].map((ms) => new Date(ms).toISOString().slice(0, 16));

describe('a range', () => {
  it.each([
    ['24h', '2026-11-26T11:00', '2026-11-27T10:15'],
    ['7d', '2026-11-20T23:00', '2026-11-27T10:15'],
    ['30d', '2026-10-28T23:00', '2026-11-27T10:15'],
    ['12mo', '2025-11-30T23:00', '2026-11-27T10:15'],
  ] as const)('%s is whole units of the calendar up to now', (range, from, to) => {
    expect(text(spanOf(range, clock))).toEqual([from, to]);
  });

  it.each([
    ['24h', '2026-11-25T11:00', '2026-11-26T10:15'],
    ['7d', '2026-11-13T23:00', '2026-11-20T10:15'],
    ['12mo', '2024-11-30T23:00', '2025-11-27T10:15'],
  ] as const)('%s is compared with as much of the one before', (range, from, to) => {
    expect(text(previousSpanOf(range, clock))).toEqual([from, to]);
  });

  it('of own choice lies on quarters of an hour', () => {
    const range: Range = { from: '2026-03-01T00:07:00Z', to: '2026-03-01T02:00:01Z' };
    expect(text(spanOf(range, clock))).toEqual(['2026-03-01T00:00', '2026-03-01T02:15']);
    expect(text(previousSpanOf(range, clock))).toEqual(['2026-02-28T21:45', '2026-03-01T00:00']);
  });

  it('over a change of the clock is compared with the same days', () => {
    // Clocks in Berlin go back on 25 October 2026.
    const at = { nowMs: Date.parse('2026-10-27T11:00:00Z'), timeZone: 'Europe/Berlin' };
    expect(text(spanOf('7d', at))).toEqual(['2026-10-20T22:00', '2026-10-27T11:00']);
    expect(text(previousSpanOf('7d', at))).toEqual(['2026-10-13T22:00', '2026-10-20T10:00']);
  });

  it('at midnight still shows the day that has ended', () => {
    const at = { nowMs: Date.parse('2026-11-27T00:00:00Z'), timeZone: 'UTC' };
    expect(text(spanOf('7d', at))).toEqual(['2026-11-20T00:00', '2026-11-27T00:00']);
  });

  it('has an interval that can be read', () => {
    const of = (ms: number) => autoInterval({ fromMs: 0, toMs: ms });
    expect([hourMs, dayMs, 7 * dayMs, 90 * dayMs, 200 * dayMs, 365 * dayMs].map(of)).toEqual([
      ...['15m', 'hour', 'day', 'day', 'week', 'month'],
    ]);
    expect(autoInterval({ fromMs: 0, toMs: 7 * dayMs }, 'fine')).toBe('hour');
  });
});

describe('a zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe'])(
    '%s: days begin at midnight, all year',
    (timeZone) => {
      const begin = Date.parse('2026-01-01T12:00:00Z');
      for (let day = 0; day < 365; day += 1) {
        const start = startOf('day', { atMs: begin + day * dayMs, timeZone });
        expect(new Date(shownAt(start, timeZone)).toISOString()).toContain('T00:00:00');
      }
    },
  );

  it('goes to the moment after an hour that is skipped', () => {
    const skipped = momentOf(Date.parse('2026-03-29T02:30:00Z'), 'Europe/Berlin');
    expect(new Date(skipped).toISOString()).toBe('2026-03-29T01:00:00.000Z');
  });

  it('weeks begin on Monday, months on the first', () => {
    const at = { atMs: Date.parse('2026-11-27T10:00:00Z'), timeZone: 'UTC' };
    expect(new Date(startOf('week', at)).toISOString()).toContain('2026-11-23T00:00');
    expect(new Date(startOf('month', at, -11)).toISOString()).toContain('2025-12-01T00:00');
  });
});
