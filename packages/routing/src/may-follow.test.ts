import type { FailureCode } from '@weir/protocol/failure';
import { describe, expect, it } from 'vitest';
import type { Candidate } from './candidate.ts';
import { type Met, mayFollow } from './may-follow.ts';

type Asked = Met & { readonly elapsedMs: number };

function candidate(id: string, contextWindow: number, providerKeyId: string): Candidate {
  const capabilities = { contextWindow };
  return { id, provider: id, model: 'm', providerKeyId, capabilities, prices: undefined, keyWeight: 1 };
}

const failed = candidate('a', 8_000, 'one');
const alike = candidate('b', 8_000, 'one');
const larger = candidate('c', 64_000, 'one');
const otherKey = candidate('d', 8_000, 'two');

function met(code: FailureCode, more: Partial<Asked> & { readonly readyAtMs?: number } = {}): Asked {
  const { readyAtMs, ...rest } = more;
  const failure = { candidate: failed, code, ...(readyAtMs === undefined ? {} : { readyAtMs }) };
  return { failures: [failure], contentPolicy: 'stop', elapsedMs: 1_000, ...rest };
}

const followers = (of: Asked) =>
  [failed, alike, larger, otherKey].filter((one) => mayFollow(one, of)).map(({ id }) => id);

describe('after a failure', () => {
  it.each<[FailureCode, string[]]>([
    ['bad_request', []],
    ['content_policy', []],
    ['context_length', ['c']],
    ['auth', ['d']],
    ['quota', ['d']],
    ['not_found', ['b', 'c', 'd']],
    ['unsupported', ['b', 'c', 'd']],
    ['server_error', ['a', 'b', 'c', 'd']],
    ['rate_limited', ['a', 'b', 'c', 'd']],
  ])('of %s these may be asked: %j', (code, ids) => expect(followers(met(code))).toEqual(ids));

  it('of a content policy the others may be asked where the route says so', () => {
    expect(followers(met('content_policy', { contentPolicy: 'next' }))).toEqual(['b', 'c', 'd']);
  });

  it('the one that asked for a wait is left alone until then', () => {
    expect(followers(met('rate_limited', { readyAtMs: 1_001 }))).toEqual(['b', 'c', 'd']);
    expect(followers(met('rate_limited', { readyAtMs: 1_000 }))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('all that was met counts', () => {
    const both = [...met('auth').failures, ...met('context_length').failures];
    expect(followers({ ...met('auth'), failures: both })).toEqual([]);
    expect(followers({ ...met('auth'), failures: [] })).toEqual(['a', 'b', 'c', 'd']);
  });
});
