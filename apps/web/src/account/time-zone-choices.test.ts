import { expect, it } from 'vitest';
import { browserZone, offsetOf, timeZoneChoices } from './time-zone-choices.ts';

it('begins with the browser’s zone and UTC, and has every zone once', () => {
  const choices = timeZoneChoices('America/New_York');
  expect(choices.slice(0, 2).map(({ value }) => value)).toEqual([browserZone, 'UTC']);
  expect(choices[0]?.label).toBe('As this browser: America/New York');
  expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
  expect(choices.length).toBeGreaterThan(300);
});

it('tells a zone’s distance from UTC at an instant', () => {
  expect(offsetOf('Europe/Berlin', Date.parse('2026-01-15T12:00:00Z'))).toBe('UTC+01:00');
  expect(offsetOf('Europe/Berlin', Date.parse('2026-07-15T12:00:00Z'))).toBe('UTC+02:00');
  expect(offsetOf('Asia/Kolkata', 0)).toBe('UTC+05:30');
  expect(offsetOf('UTC', 0)).toBe('UTC');
});
