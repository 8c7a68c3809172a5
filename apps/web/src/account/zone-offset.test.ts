import { expect, it } from 'vitest';
import { zoneOffset } from './zone-offset.ts';

it.each([
  ['Europe/Berlin', '2026-01-15T12:00:00Z', 'UTC+01:00'],
  ['Europe/Berlin', '2026-07-15T12:00:00Z', 'UTC+02:00'],
  ['Asia/Kolkata', '2026-01-15T12:00:00Z', 'UTC+05:30'],
  ['America/New_York', '2026-01-15T12:00:00Z', 'UTC-05:00'],
  ['UTC', '2026-01-15T12:00:00Z', 'UTC'],
])('of %s at %s is %s', (zone, at, offset) => {
  expect(zoneOffset(zone, Date.parse(at))).toBe(offset);
});
