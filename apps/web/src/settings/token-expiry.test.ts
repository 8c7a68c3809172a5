import { expect, it } from 'vitest';
import { tokenExpiresAt, tokenExpiryOf, tokenState } from './token-expiry.ts';

const nowMs = Date.parse('2026-01-31T12:00:00Z');

it('comes to an instant as many days ahead, or to none', () => {
  expect(tokenExpiresAt('30', nowMs)).toBe('2026-03-02T12:00:00.000Z');
  expect(tokenExpiresAt('never', nowMs)).toBeUndefined();
});

it('is 90 days for what is no choice', () => {
  expect(tokenExpiryOf('365')).toBe('365');
  expect(tokenExpiryOf('forever')).toBe('90');
});

it('tells a revoked token from an expired one from a good one', () => {
  const at = new Date(nowMs).toISOString();
  expect(tokenState({ expiresAt: null, revokedAt: null }, nowMs)).toBe('active');
  expect(tokenState({ expiresAt: at, revokedAt: null }, nowMs)).toBe('expired');
  expect(tokenState({ expiresAt: at, revokedAt: null }, nowMs - 1)).toBe('active');
  expect(tokenState({ expiresAt: at, revokedAt: at }, nowMs)).toBe('revoked');
});
