import { describe, expect, it } from 'vitest';
import { noFigures, type UsageLine } from '../analytics/figures.ts';
import { sourceRows } from './source-rows.ts';

function line(source: string | null, figures: Partial<UsageLine>): UsageLine {
  return { ...noFigures, at: null, group: { source }, ...figures };
}

describe('costs by where they come from', () => {
  it('have their share of all attempts, and no sum where none is known', () => {
    const rows = sourceRows([
      line(null, { calls: 9 }),
      line('unknown', { attempts: 1, usd: null, unknownCost: 1 }),
      line('simulated', { attempts: 1, simulatedUsd: '0.5' }),
      line('computed', { attempts: 2, usd: '1.25' }),
      line('estimated', { attempts: 0 }),
    ]);
    expect(rows).toEqual([
      { source: 'computed', attempts: 2, share: 0.5, usd: '1.25' },
      { source: 'unknown', attempts: 1, share: 0.25, usd: null },
      { source: 'simulated', attempts: 1, share: 0.25, usd: '0.5' },
    ]);
  });

  it('are none where there is no attempt', () => {
    expect(sourceRows([line(null, { calls: 3 })])).toEqual([]);
  });
});
