import { expect, it } from 'vitest';
import { linesOf, type SlipReceipt } from './slip-lines.ts';

const attempt: SlipReceipt['attempts'][number] = {
  attemptNo: 1,
  purpose: 'first',
  provider: 'sandbox',
  model: 'fast',
  upstreamModel: null,
  providerKeyId: null,
  providerKeyName: null,
  providerRequestId: null,
  status: 'succeeded',
  errorCode: null,
  errorMessage: null,
  httpStatus: 200,
  finishReason: 'stop',
  startedAt: '2026-01-31T12:00:00.000Z',
  durationMs: 12,
  firstTokenMs: 3,
  usage: { input: 13, cacheRead: 0, output: 67, searches: 1 },
  cost: {
    source: 'simulated',
    usd: '0.0001',
    reason: null,
    priceId: null,
    lines: [
      { bucket: 'output', quantity: 67, usdPerMillion: '0.40', usd: '0.0000268' },
      { bucket: 'input', quantity: 13, usdPerMillion: '0.10', usd: '0.0000013' },
    ],
  },
};

it('has a line for each bucket that was used, in the order of the buckets, priced where it was', () => {
  expect(linesOf({ attempts: [attempt] })).toEqual([
    { id: '1-input', bucket: 'input', quantity: 13, usdPerMillion: '0.10', usd: '0.0000013' },
    { id: '1-output', bucket: 'output', quantity: 67, usdPerMillion: '0.40', usd: '0.0000268' },
    { id: '1-searches', bucket: 'searches', quantity: 1, usdPerMillion: null, usd: null },
  ]);
});
