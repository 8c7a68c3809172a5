import { describe, expect, it } from 'vitest';
import { callCost } from './call-cost.ts';

const computed = { source: 'computed', picoUsd: 250_000_000_000n, reason: null } as const;
const unknown = { source: 'unknown', picoUsd: null, reason: 'no price for groq/llama' } as const;
const simulated = { source: 'simulated', picoUsd: 7n, reason: null } as const;

describe('callCost', () => {
  it('adds up all attempts, also failed ones', () => {
    expect(callCost([computed, computed], 2)).toEqual({
      usd: '0.5',
      simulatedUsd: null,
      source: 'computed',
      reason: null,
    });
  });

  it('is unknown, with the reason, when one attempt is', () => {
    expect(callCost([computed, unknown], 2)).toMatchObject({
      usd: null,
      source: 'unknown',
      reason: 'no price for groq/llama',
    });
  });

  it('is unknown while attempts are missing', () => {
    expect(callCost([computed], 2)).toMatchObject({ usd: null, reason: '1 of its attempts are not recorded yet' });
  });

  it('keeps simulated cost out of money', () => {
    expect(callCost([simulated], 1)).toMatchObject({ usd: '0', simulatedUsd: '0.000000000007', source: 'simulated' });
  });

  it('is nothing for a call that was refused', () => {
    expect(callCost([], 0)).toEqual({ usd: '0', simulatedUsd: null, source: null, reason: null });
  });
});
