import { WeirError } from '@weir/protocol/errors';
import { readTraffic } from '@weir/testing/reference';
import { describe, expect, it } from 'vitest';
import { cohere } from './cohere.ts';

const answer = JSON.stringify({
  id: 'r1',
  results: [{ index: 1, relevance_score: 0.75 }],
  meta: { api_version: { version: '2' }, billed_units: { search_units: 2 } },
});

describe('rerank at Cohere', () => {
  it('passes the client’s bytes on under the upstream’s name for the model', () => {
    const body = Buffer.from('{"model":"rank","query":"q","documents":["a"]}');
    const request = { operation: 'rerank', body, streaming: false, modelSpan: [9, 15], includesUsage: false } as const;
    const http = cohere.toHttp(request, { model: 'rerank-v3.5', baseUrl: 'https://api.cohere.com/v2' });
    expect(http.url).toBe('https://api.cohere.com/v2/rerank');
    expect(http.body.toString()).toBe('{"model":"rerank-v3.5","query":"q","documents":["a"]}');
    expect(() => cohere.toHttp({ ...request, operation: 'chat' }, { model: 'm', baseUrl: 'https://h' })).toThrow(
      WeirError,
    );
  });

  it('reads how many searches it was, and never an end of what was cut', () => {
    expect(cohere.fromBody('rerank', Buffer.from(answer))).toEqual([
      { type: 'start', responseId: 'r1' },
      { type: 'content' },
      { type: 'usage', usage: { searches: 2 } },
      { type: 'end' },
    ]);
    for (let length = 0; length < answer.length; length++) {
      expect(cohere.fromBody('rerank', Buffer.from(answer.slice(0, length)))).toEqual([]);
    }
  });

  it('reads what was recorded', () => {
    const records = readTraffic('answers of rerank', ({ provider, endpoint }) => {
      return provider === 'cohere' && endpoint === '/v2/rerank';
    });
    for (const { id, response_body } of records) {
      const events = cohere.fromBody('rerank', Buffer.from(response_body));
      expect(events, id).toContainEqual({ type: 'usage', usage: { searches: 1 } });
    }
    process.stdout.write(`recorded answers of rerank read: ${records.length}\n`);
  });
});
