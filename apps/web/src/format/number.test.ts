import { describe, expect, it } from 'vitest';
import { formatMs, formatMsTick, formatShare } from './number.ts';
import { formatRelative, formatTime } from './time.ts';

describe('numbers', () => {
  it('never call nearly all all, nor nearly none none', () => {
    expect([1, 0.99999, 0.997, 0.5, 0.00001, 0].map(formatShare)).toEqual([
      '100%',
      '>99.9%',
      '99.7%',
      '50%',
      '<0.1%',
      '0%',
    ]);
  });

  it('carry their unit', () => {
    expect([0, 0.4162, 7, 38.4, 1240, 12_500, 125_000].map(formatMs)).toEqual([
      '0 ms',
      '0.42 ms',
      '7 ms',
      '38 ms',
      '1.24 s',
      '12.5 s',
      '2 min 5 s',
    ]);
  });
});

describe('an axis of durations', () => {
  it('is as short as it can be', () => {
    expect([0, 250, 1_500, 20_000, 300_000, 10_800_000].map(formatMsTick)).toEqual([
      ...['0', '250 ms', '1.5 s', '20 s', '5 min', '3 h'],
    ]);
  });
});

describe('times', () => {
  it('are relative to now', () => {
    const nowMs = Date.parse('2026-01-31T12:00:00Z');
    expect(formatRelative('2026-01-31T11:59:55Z', nowMs)).toBe('5 sec. ago');
    expect(formatRelative('2026-02-03T12:00:00Z', nowMs)).toBe('in 3 days');
    expect(formatRelative('2026-01-31T12:00:00Z', nowMs)).toBe('now');
  });

  it('stand in the zone that is asked for', () => {
    expect(formatTime('2026-01-31T23:30:00Z', 'Europe/Berlin', 'minute')).toBe('1 Feb 2026, 00:30');
    expect(formatTime('2026-01-31T23:30:00Z', 'UTC', 'day')).toBe('31 Jan 2026');
  });
});
