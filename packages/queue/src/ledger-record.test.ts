import { attemptPurposes } from '@weir/protocol/ledger';
import { describe, expect, it } from 'vitest';
import { startedRecord } from './ledger-record.ts';

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
