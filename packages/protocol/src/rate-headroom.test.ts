import { readTraffic } from '@weir/testing/reference';
import { describe, expect, it } from 'vitest';
import { readHeadroom } from './rate-headroom.ts';

const nowMs = Date.parse('2026-11-28T10:00:00Z');

describe('readHeadroom', () => {
  it('reads shares of requests and tokens in the forms of the vendors', () => {
    const openai = {
      'x-ratelimit-limit-requests': '10000',
      'x-ratelimit-remaining-requests': '9000',
      'x-ratelimit-reset-requests': '6ms',
      'x-ratelimit-limit-tokens': '200000',
      'x-ratelimit-remaining-tokens': '50000',
    };
    expect(readHeadroom(openai, nowMs)).toEqual({ requests: 0.9, tokens: 0.25 });
    const anthropic = {
      'anthropic-ratelimit-requests-limit': '4000',
      'anthropic-ratelimit-requests-remaining': '1000',
      'anthropic-ratelimit-input-tokens-limit': '100',
      'anthropic-ratelimit-input-tokens-remaining': '90',
      'anthropic-ratelimit-output-tokens-limit': '100',
      'anthropic-ratelimit-output-tokens-remaining': '10',
    };
    expect(readHeadroom(anthropic, nowMs)).toEqual({ requests: 0.25, tokens: 0.1 });
    const mistral = { 'x-ratelimit-limit-req-minute': '100', 'x-ratelimit-remaining-req-minute': '98' };
    expect(readHeadroom(mistral, nowMs)).toEqual({ requests: 0.98 });
  });

  it.each([
    ['1s', 1_000],
    ['6m0s', 360_000],
    ['58.5', 58_500],
    ['2026-11-28T10:00:30Z', 30_000],
    [String(nowMs / 1_000 + 20), 20_000],
    [String(nowMs + 7_000), 7_000],
  ])('knows until when nothing is left: reset %s', (reset, waitMs) => {
    const headers = {
      'x-ratelimit-limit-tokens': '200',
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': reset,
    };
    expect(readHeadroom(headers, nowMs)).toEqual({ tokens: 0, spentUntilMs: nowMs + waitMs });
  });

  it('takes an unknown count for unknown, not for none', () => {
    const azure = {
      'x-ratelimit-limit-tokens': '100',
      'x-ratelimit-remaining-tokens': '-1',
      'x-ratelimit-reset-tokens': '0',
    };
    expect(readHeadroom(azure, nowMs)).toBeUndefined();
    expect(
      readHeadroom({ 'x-ratelimit-over-limit': 'no', 'x-ratelimit-remaining-tokens': 'many' }, nowMs),
    ).toBeUndefined();
    expect(readHeadroom({ 'content-type': 'text/plain' }, nowMs)).toBeUndefined();
  });

  it('reads the limits of recorded answers', () => {
    const records = readTraffic('the rate limits that vendors tell', ({ response_headers: headers }) =>
      Object.keys(headers).some((name) => /ratelimit.*remaining|remaining.*ratelimit/.test(name)),
    );
    const read = records.map(({ response_headers }) => readHeadroom(response_headers, nowMs));
    const known = read.filter((headroom) => headroom !== undefined);
    if (records.length > 0) expect(known.length / records.length).toBeGreaterThan(0.8);
    for (const { requests = 0, tokens = 0 } of known) {
      expect(Math.min(requests, tokens)).toBeGreaterThanOrEqual(0);
      expect(Math.max(requests, tokens)).toBeLessThanOrEqual(1);
    }
  });
});
