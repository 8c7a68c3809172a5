import { describe, expect, it } from 'vitest';
import { errorBody, errorFrame, upstreamErrorBody } from './error-body.ts';
import { errorCatalogue, WeirError } from './errors.ts';
import { FrameSplitter } from './sse.ts';

const missing = new WeirError('model_not_found', 'There is no model x.', { field: 'model' });
const away = new WeirError('upstream_truncated', 'The answer stopped before its end.');

describe('errorBody', () => {
  it("has the shape of OpenAI's errors, with the code", () => {
    expect(errorBody('openai', missing, 'call-1')).toEqual({
      error: {
        message: 'There is no model x.',
        type: 'invalid_request_error',
        param: 'model',
        code: 'model_not_found',
      },
      call_id: 'call-1',
    });
  });

  it("has the shape of Anthropic's errors, with the code leading the message", () => {
    expect(errorBody('anthropic', missing, 'call-1')).toEqual({
      type: 'error',
      error: { type: 'not_found_error', message: 'model_not_found: There is no model x.' },
      request_id: 'call-1',
    });
  });

  it.each([
    ['invalid_key', 'authentication_error', 'authentication_error'],
    ['model_not_allowed', 'permission_error', 'permission_error'],
    ['body_too_large', 'invalid_request_error', 'request_too_large'],
    ['draining', 'server_error', 'overloaded_error'],
    ['upstream_timeout', 'server_error', 'timeout_error'],
    ['internal', 'server_error', 'api_error'],
  ] as const)('types %s as %s and %s', (code, openai, anthropic) => {
    const error = new WeirError(code, 'x');
    expect(errorBody('openai', error, 'c')).toMatchObject({ error: { type: openai } });
    expect(errorBody('anthropic', error, 'c')).toMatchObject({ error: { type: anthropic } });
  });

  it('never tells the cause', () => {
    const error = new WeirError('internal', 'A defect.', { cause: new Error('secret') });
    for (const dialect of ['openai', 'anthropic'] as const) {
      expect(JSON.stringify(errorBody(dialect, error, 'c'))).not.toContain('secret');
    }
    expect(Object.keys(errorCatalogue)).toContain('internal');
  });
});

describe('upstreamErrorBody', () => {
  it("tells Gemini's clients the wait in its details, as their vendor does", () => {
    const failure = { code: 'rate_limited', retryable: true, retryAfterMs: 7_500, message: 'Slow down.' } as const;
    const body = upstreamErrorBody('gemini', { status: 429, failure }, 'c');
    const wait = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '7.5s' };
    expect(body).toMatchObject({
      error: { status: 'RESOURCE_EXHAUSTED', details: [{ reason: 'rate_limited' }, wait] },
    });
  });
});

describe('errorFrame', () => {
  it.each([
    ['chat', undefined, { error: { code: 'upstream_truncated', type: 'server_error' } }],
    ['responses', 'error', { type: 'error', code: 'upstream_truncated', param: null, sequence_number: 0 }],
    ['messages', 'error', { type: 'error', error: { type: 'api_error' }, request_id: 'c' }],
  ] as const)('of %s is one event that its SDK throws on', (operation, event, body) => {
    const [frame, ...more] = new FrameSplitter().push(errorFrame(operation, away, 'c'));
    expect(more).toEqual([]);
    expect(frame?.event).toBe(event);
    expect(JSON.parse(frame?.data ?? '')).toMatchObject(body);
  });
});
