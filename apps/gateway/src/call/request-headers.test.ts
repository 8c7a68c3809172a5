import { describe, expect, it } from 'vitest';
import { readRequestHeaders } from './request-headers.ts';

const read = (headers: Record<string, string>) => readRequestHeaders({ header: (name) => headers[name] });

describe('readRequestHeaders', () => {
  it('reads tags, session, user and timeout', () => {
    const headers = { 'x-weir-tags': '{"a":"b"}', 'x-weir-session': 's', 'x-weir-user': 'u', 'x-weir-timeout-ms': '5' };
    expect(read(headers)).toEqual({ tags: { a: 'b' }, session: 's', endUser: 'u', timeoutMs: 5 });
    expect(read({})).toEqual({});
  });

  it.each([
    ['x-weir-tags', '["a"]'],
    ['x-weir-tags', '{"a":1}'],
    ['x-weir-tags', JSON.stringify(Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`t${at}`, ''])))],
    ['x-weir-session', 's'.repeat(257)],
    ['x-weir-user', 'u'.repeat(257)],
    ['x-weir-timeout-ms', '1.5'],
    ['x-weir-timeout-ms', '3600001'],
  ])('refuses a wrong %s and names it', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(expect.objectContaining({ code: 'invalid_request', field: name }));
  });
});
