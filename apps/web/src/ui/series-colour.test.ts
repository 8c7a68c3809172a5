import { describe, expect, it } from 'vitest';
import { assignSteps } from './series-colour.ts';

const names = (from: number, to: number) => Array.from({ length: to - from }, (_, nth) => `name-${from + nth}`);

describe('colours', () => {
  it('stay with their names, whatever stands beside them', () => {
    const assigned = new Map<string, number>();
    const first = assignSteps(names(0, 8), assigned);
    expect(new Set(first.values()).size).toBe(8);
    expect(assignSteps(['name-5', 'name-2'], assigned)).toEqual(
      new Map([...first].filter(([n]) => /[52]/.test(n)).reverse()),
    );
  });

  it('of up to eight series are all different, were they assigned elsewhere or not', () => {
    const assigned = new Map<string, number>();
    for (let from = 0; from < 40; from += 3) assignSteps(names(from, from + 5), assigned);
    for (let from = 0; from < 40; from += 1) {
      expect(new Set(assignSteps(names(from, from + 8), assigned).values()).size).toBe(8);
    }
  });

  it('are kept when one gave way for once', () => {
    const assigned = new Map([
      ['a', 3],
      ['b', 3],
    ]);
    expect(assignSteps(['a', 'b'], assigned).get('b')).not.toBe(3);
    expect(assignSteps(['b'], assigned).get('b')).toBe(3);
  });

  it('of more than eight series are used evenly', () => {
    const given = [...assignSteps(names(0, 16), new Map()).values()];
    expect(given.filter((step) => step === given[0])).toHaveLength(2);
  });
});
