import { attemptPurposes } from '@weir/protocol/ledger';
import { describe, expect, it } from 'vitest';
import { ledgerRecord, spoolRecord, startedRecord } from './ledger-record.ts';

const id = '01960000-0000-7000-8000-000000000001';
const started = {
  kind: 'started',
  organizationId: id,
  projectId: id,
  callId: id,
  attemptNo: 1,
  startedAtMs: 1,
  operation: 'chat',
  streaming: true,
  requestedModel: 'quick',
  provider: 'openai',
  model: 'gpt-4o',
  route: 'quick',
};

describe('a record of an attempt', () => {
  it.each(attemptPurposes)('is read with the purpose %s and its route', (purpose) => {
    expect(startedRecord.parse({ ...started, purpose })).toEqual({ ...started, purpose });
  });
});

describe('what is said of answers', () => {
  const said = {
    kind: 'feedback',
    organizationId: id,
    projectId: id,
    callId: id,
    score: 0.5,
    sampled: false,
    saidAtMs: 1,
  };
  const greater = '01960000-0000-7000-8000-000000000002';

  it('is read, of one answer and of a pair', () => {
    for (const record of [said, { ...said, otherCallId: greater, sampled: true, gatewayKeyId: id, memberId: id }]) {
      expect(ledgerRecord.parse(record)).toEqual(record);
      expect(spoolRecord.parse(record)).toEqual(record);
    }
  });

  it.each([
    { otherCallId: id },
    { callId: greater, otherCallId: id },
    { score: 1.01 },
    { score: -0.01 },
    { score: Number.NaN },
    { sampled: 'yes' },
    { callId: 'call' },
  ])('is not read as %j', (wrong) => {
    expect(ledgerRecord.safeParse({ ...said, ...wrong }).success).toBe(false);
  });
});
