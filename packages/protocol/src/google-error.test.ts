import { describe, expect, it } from 'vitest';
import { toEmbeddedFailure, toFailure } from './to-failure.ts';

const prefix = 'type.googleapis.com/google.rpc.';

function googleError(
  code: number,
  status: string,
  more: { details?: readonly object[]; message?: string } = {},
): string {
  return JSON.stringify({ error: { code, message: 'No.', status, ...more } });
}

function classed(status: number, body: string): object {
  const { message, ...failure } = toFailure(status, {}, body);
  return failure;
}

describe('an error of Google', () => {
  it('is a refused key where the reason says so, whatever the status', () => {
    const details = [{ '@type': `${prefix}ErrorInfo`, reason: 'API_KEY_INVALID' }];
    const body = googleError(400, 'INVALID_ARGUMENT', { details, message: 'API key not valid.' });
    expect(classed(400, body)).toEqual({ code: 'auth', retryable: false });
  });

  it('asks for the wait of its details; a quota by the minute is a rate', () => {
    const details = [
      { '@type': `${prefix}QuotaFailure`, violations: [{ quotaId: 'InputTokensPerModelPerMinute' }] },
      { '@type': `${prefix}RetryInfo`, retryDelay: '48.25s' },
    ];
    const message = 'You exceeded your current quota, please check your plan and billing details.';
    const body = googleError(429, 'RESOURCE_EXHAUSTED', { details, message });
    expect(classed(429, body)).toEqual({ code: 'rate_limited', retryable: true, retryAfterMs: 48_250 });
  });

  it('is a used up quota where that is renewed by the day', () => {
    const violations = [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }];
    const details = [{ '@type': `${prefix}QuotaFailure`, violations }];
    const body = googleError(429, 'RESOURCE_EXHAUSTED', { details });
    expect(classed(429, body)).toEqual({ code: 'quota', retryable: false });
  });

  it.each([
    [401, 'UNAUTHENTICATED', { code: 'auth', retryable: false }],
    [403, 'PERMISSION_DENIED', { code: 'auth', retryable: false }],
    [404, 'NOT_FOUND', { code: 'not_found', retryable: false }],
    [400, 'INVALID_ARGUMENT', { code: 'bad_request', retryable: false }],
    [500, 'INTERNAL', { code: 'server_error', retryable: true }],
    [503, 'UNAVAILABLE', { code: 'overloaded', retryable: true }],
    [504, 'DEADLINE_EXCEEDED', { code: 'timeout', retryable: true }],
  ])('with status %i and %s is classed by its name', (status, name, failure) => {
    expect(classed(status, googleError(status, name))).toEqual(failure);
  });

  it('is a context that is too long by its words', () => {
    const message = 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).';
    expect(classed(400, googleError(400, 'INVALID_ARGUMENT', { message }))).toMatchObject({ code: 'context_length' });
  });

  it('is read inside a list and inside a stream, and tells no key', () => {
    const body = googleError(503, 'UNAVAILABLE', { message: 'Key AIzaSyExampleExample1 is overloaded.' });
    expect(classed(503, `[${body}\n]`)).toMatchObject({ code: 'overloaded' });
    const failure = toEmbeddedFailure(JSON.parse(body));
    expect(failure).toEqual({ code: 'overloaded', retryable: true, message: 'Key [removed] is overloaded.' });
  });

  it('with details of another kind is read all the same', () => {
    const details = [null, 1, { '@type': 7 }, { '@type': `${prefix}RetryInfo`, retryDelay: {} }];
    expect(classed(429, JSON.stringify({ error: { code: 429, status: 'RESOURCE_EXHAUSTED', details } }))).toEqual({
      code: 'rate_limited',
      retryable: true,
    });
  });
});
