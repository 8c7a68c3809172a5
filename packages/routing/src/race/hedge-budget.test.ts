import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hedgeBudget } from './hedge-budget.ts';

const unknown = { usd: undefined };

describe('hedgeBudget', () => {
  it('allows a few hedges before anything is known, and none at 0%', () => {
    const budget = hedgeBudget(5);
    expect([budget.claim(unknown), budget.claim(unknown), budget.claim(unknown)]).toEqual([true, true, false]);
    const none = hedgeBudget(0);
    for (let call = 0; call < 100; call++) none.spent({ usd: 1 });
    expect(none.claim({ usd: 0 })).toBe(false);
  });

  it('never lets more than a tenth of calls be hedged, however cheap hedges are', () => {
    const budget = hedgeBudget(5);
    let hedged = 0;
    for (let call = 0; call < 10_000; call++) {
      if (budget.claim({ usd: 0 })) hedged += 1;
      budget.spent({ usd: 0.01 });
    }
    expect(hedged).toBeGreaterThan(950);
    expect(hedged).toBeLessThanOrEqual(1_002);
  });

  it('keeps extra spend within its percent, whatever calls and hedges cost', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            usd: fc.double({ min: 0.001, max: 1, noNaN: true }),
            extra: fc.double({ min: 0.001, max: 3, noNaN: true }),
          }),
          {
            minLength: 2_000,
            maxLength: 2_000,
          },
        ),
        fc.integer({ min: 1, max: 50 }),
        (calls, percent) => {
          const budget = hedgeBudget(percent);
          let spent = 0;
          let extra = 0;
          for (const call of calls) {
            if (budget.claim({ usd: call.extra })) extra += call.extra;
            budget.spent({ usd: call.usd });
            spent += call.usd;
          }
          // Beside the two that it lends.
          expect(extra).toBeLessThanOrEqual((spent * percent) / 100 + 2 * 3);
        },
      ),
      { seed: 20261128, numRuns: 30 },
    );
  });

  it('gives back what a hedge did not cost, and takes what it cost beyond', () => {
    const budget = hedgeBudget(10);
    const claims = (usd: number) => budget.claim({ usd });
    budget.spent({ usd: 1 });
    claims(0);
    claims(0);
    for (let call = 1; call < 20; call++) budget.spent({ usd: 1 });
    expect(claims(1.9)).toBe(true);
    expect(claims(1)).toBe(false);
    budget.settle({ expectedUsd: 1.9, usd: 0.5 });
    expect(claims(1)).toBe(true);
    budget.settle({ expectedUsd: 1, usd: 20 });
    for (let call = 0; call < 100; call++) budget.spent({ usd: 1 });
    expect(claims(1)).toBe(false);
  });
});
