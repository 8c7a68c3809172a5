import { describe, expect, it } from 'vitest';
import { costRows } from './cost-rows.ts';
import type { AttemptCost } from './receipt-data.ts';

const cost: AttemptCost = {
  source: 'computed',
  usd: '0.0000285',
  reason: null,
  priceId: 'openai/gpt-5@2026-01-01#weir',
  lines: [],
};
const input = { bucket: 'input', quantity: 19, usdPerMillion: '1.5', usd: '0.0000285' } as const;

describe('the buckets of a cost', () => {
  it('stand in one order, each with its price; what is none costs nothing', () => {
    const rows = costRows({ usage: { output: 0, cacheRead: 0, input: 19 }, cost: { ...cost, lines: [input] } });
    expect(rows).toEqual([
      input,
      { bucket: 'cacheRead', quantity: 0, usdPerMillion: null, usd: '0' },
      { bucket: 'output', quantity: 0, usdPerMillion: null, usd: '0' },
    ]);
  });

  it('of an unknown cost are not known either, not even those that are none', () => {
    const rows = costRows({ usage: { input: 19, output: 0 }, cost: { ...cost, source: 'unknown', usd: null } });
    expect(rows.map(({ usd }) => usd)).toEqual([null, null]);
  });

  it('may be charged without having been reported', () => {
    const fee = { bucket: 'requests', quantity: 1, usdPerMillion: '5000', usd: '0.005' } as const;
    expect(costRows({ usage: {}, cost: { ...cost, lines: [fee] } })).toEqual([fee]);
  });
});
