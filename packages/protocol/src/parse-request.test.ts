import { describe, expect, it } from 'vitest';
import { WeirError } from './errors.ts';
import type { Operation } from './operation.ts';
import { parseRequest } from './parse-request.ts';

function errorOf(text: string, operation: Operation = 'chat'): WeirError {
  try {
    parseRequest(operation, Buffer.from(text));
  } catch (error) {
    if (error instanceof WeirError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('parseRequest', () => {
  it('reads what the gateway needs and keeps the bytes', () => {
    const body = Buffer.from(
      '{"messages":[{"role":"user","content":"model"}], "model" : "groq/llama" ,"stream":true,"stream_options":{"include_usage":true},"user":"u1"}',
    );
    const request = parseRequest('chat', body);
    expect(request).toMatchObject({
      operation: 'chat',
      model: 'groq/llama',
      streaming: true,
      includesUsage: true,
      endUser: 'u1',
    });
    expect(request.body).toBe(body);
    expect(body.toString('utf8', ...(request.modelSpan ?? [0, 0]))).toBe('"groq/llama"');
    expect(body.toString('utf8', ...(request.streamOptionsSpan ?? [0, 0]))).toBe('{"include_usage":true}');
  });

  it('counts bytes, not characters, in its spans', () => {
    const body = Buffer.from('{"note":"水🌊é","model":"m\\u0061"}');
    const request = parseRequest('chat', body);
    expect(request.model).toBe('ma');
    expect(body.toString('utf8', ...(request.modelSpan ?? [0, 0]))).toBe('"m\\u0061"');
  });

  it('lets everything else pass, right or wrong', () => {
    const text =
      '{"model":"m","messages":7,"stream":null,"stream_options":null,"temperature":"hot","user":5,"metadata":[]}';
    const request = parseRequest('chat', Buffer.from(text));
    expect(request).toMatchObject({ streaming: false, includesUsage: false });
    expect(request).not.toHaveProperty('endUser');
  });

  it('reads the end user where each dialect has it', () => {
    const anthropic = Buffer.from('{"model":"m","metadata":{"user_id":"a"},"user":"b"}');
    expect(parseRequest('messages', anthropic).endUser).toBe('a');
    const openai = Buffer.from('{"model":"m","safety_identifier":"s","user":"b"}');
    expect(parseRequest('responses', openai).endUser).toBe('s');
  });

  it('bounds what goes into the ledger: a long model is refused, a long end user is cut', () => {
    expect(parseRequest('chat', Buffer.from(JSON.stringify({ model: 'm'.repeat(512) }))).model).toHaveLength(512);
    expect(errorOf(JSON.stringify({ model: 'm'.repeat(513) }))).toMatchObject({
      code: 'invalid_request',
      field: 'model',
    });
    const body = Buffer.from(JSON.stringify({ model: 'm', user: 'u'.repeat(1_000_000) }));
    expect(parseRequest('chat', body).endUser).toBe('u'.repeat(256));
  });

  it.each([
    ['a million fields', `{"model":"m",${'"a":1,'.repeat(1_000_000)}"b":1}`, /more than 10000 fields/],
    ['a nesting of a million', `{"model":"m","x":${'['.repeat(1_000_000)}`, /deeper than 1000/],
  ])('refuses %s at once', (_, text, message) => {
    const begun = performance.now();
    expect(errorOf(text)).toMatchObject({ code: 'invalid_request', message: expect.stringMatching(message) });
    expect(performance.now() - begun).toBeLessThan(200);
  });

  it('streams only what can be streamed', () => {
    const body = Buffer.from('{"model":"m","stream":true}');
    expect(
      (['chat', 'responses', 'messages', 'embeddings', 'count_tokens'] as const).map(
        (operation) => parseRequest(operation, body).streaming,
      ),
    ).toEqual([true, true, true, false, false]);
  });

  it.each([
    ['{"model":"m",}', 'invalid_json', undefined, 'position 13'],
    ['{"model":"m"', 'invalid_json', undefined, 'ends too early, at position 12'],
    ['', 'invalid_json', undefined, 'position 0'],
    ['[]', 'invalid_request', undefined, 'JSON object'],
    ['"model"', 'invalid_request', undefined, 'JSON object'],
    ['{}', 'invalid_request', 'model', 'model must be a string'],
    ['{"model":7}', 'invalid_request', 'model', 'model must be a string'],
    ['{"model":""}', 'invalid_request', 'model', 'model must not be empty'],
    ['{"model":"m","stream":"yes"}', 'invalid_request', 'stream', 'stream must be true or false'],
    ['{"model":"m","stream_options":true}', 'invalid_request', 'stream_options', 'must be an object'],
    [
      '{"model":"m","stream_options":{"include_usage":1}}',
      'invalid_request',
      'stream_options.include_usage',
      'must be true',
    ],
    ['{"model":"m","model":"n"}', 'duplicate_key', 'model', 'more than once'],
    ['{"model":"m","\\u006dodel":"n"}', 'duplicate_key', 'model', 'more than once'],
    ['{"stream":true,"model":"m","stream":true}', 'duplicate_key', 'stream', 'more than once'],
    ['{"model":"m","stream_options":{},"stream_options":{}}', 'duplicate_key', 'stream_options', 'more than once'],
  ])('answers %s with %s', (text, ...expected) => {
    const [code, field, message] = expected;
    const error = errorOf(text);
    expect(error.code).toBe(code);
    expect(error.field).toBe(field);
    expect(error.message).toContain(message);
    expect(error.entry.status).toBe(400);
  });

  it('does not mind repeated keys that it does not read', () => {
    expect(parseRequest('chat', Buffer.from('{"model":"m","top_p":1,"top_p":1}')).model).toBe('m');
  });
});
