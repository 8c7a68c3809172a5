import { describe, expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.ts';
import { toEmbeddedFailure, toFailure } from './to-failure.ts';

describe('retryAfterMs', () => {
  const date = 'Wed, 21 Oct 2026 07:28:00 GMT';

  it.each([
    [{}, undefined],
    [{ 'retry-after': '20' }, 20_000],
    [{ 'retry-after': '0.25' }, 250],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT', date }, 30_000],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:00:00 GMT', date }, 0],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }, undefined],
    [{ 'retry-after-ms': '12.2', 'retry-after': '60' }, 13],
    [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1h2m3s' }, 3_723_000],
    [{ 'x-ratelimit-remaining-tokens': '1', 'x-ratelimit-reset-tokens': '1h' }, undefined],
    [
      {
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '120ms',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '7.66s',
      },
      7_660,
    ],
  ])('of %j is %s', (headers, expected) => {
    expect(retryAfterMs(headers)).toBe(expected);
  });
});

describe('toFailure', () => {
  it.each([
    [408, 'timeout', true],
    [409, 'server_error', true],
    [422, 'bad_request', false],
    [402, 'quota', false],
    [503, 'overloaded', true],
    [504, 'timeout', true],
    [520, 'server_error', true],
    [524, 'timeout', true],
    [529, 'overloaded', true],
  ])('goes by status %i where nothing else is said', (status, code, retryable) => {
    expect(toFailure(status, {}, '')).toEqual({
      code,
      retryable,
      message: `The upstream answered with status ${status}.`,
    });
  });

  it('takes keys out of what vendors echo', () => {
    const said =
      'Incorrect API key provided: zz-canary-1. Use Bearer canary-2 or sk-proj-canary-3, gsk_canary4 or xai-canary5.';
    const { message } = toFailure(401, {}, JSON.stringify({ error: { message: said } }));
    expect(message).not.toContain('canary');
    expect(message).toContain('Incorrect API key provided');
  });

  it('keeps a long message short', () => {
    expect(toFailure(500, {}, 'x'.repeat(10_000)).message.length).toBe(500);
  });

  it('takes words for what they mean at their status only', () => {
    expect(toFailure(429, {}, '{"message":"Too many tokens, model not found"}').code).toBe('rate_limited');
    expect(toFailure(500, {}, '{"message":"maximum context length"}').code).toBe('server_error');
  });

  it.each([
    'null',
    '[]',
    '7',
    '{"error":null}',
    '{"error":[]}',
    '{"error":{"message":{}}}',
    '{"code":{}}',
    '{"detail":[7]}',
  ])('is not misled by %s', (body) => {
    expect(toFailure(500, {}, body).code).toBe('server_error');
  });

  it('is not misled by names that every object has', () => {
    expect(toFailure(400, {}, '{"error":{"code":"constructor","type":"toString","message":"x"}}').code).toBe(
      'bad_request',
    );
  });
});

describe('toEmbeddedFailure', () => {
  it.each([
    [{ error: { message: 'x', type: 'server_error' } }, 'server_error', true],
    [{ error: { message: 'x', code: 429 } }, 'rate_limited', true],
    [{ error: { message: 'x', code: '503' } }, 'overloaded', true],
    [{ error: { message: 'x', type: 'invalid_request_error' } }, 'bad_request', false],
    [{ error: 'something broke' }, 'server_error', true],
    [{ type: 'error', error: { type: 'rate_limit_error', message: 'x' } }, 'rate_limited', true],
    [{ type: 'error', code: 'rate_limit_exceeded', message: 'x' }, 'rate_limited', true],
    [{ type: 'error' }, 'server_error', true],
  ])('of %j', (body, code, retryable) => {
    expect(toEmbeddedFailure(body)).toMatchObject({ code, retryable });
    expect(toEmbeddedFailure(body).message).not.toBe('');
  });
});
