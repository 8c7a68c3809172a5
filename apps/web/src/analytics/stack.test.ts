import { describe, expect, it } from 'vitest';
import { bucketsOf } from '../charts/buckets.ts';
import { addFigures, exactTextOf, type Figures, isOnlySimulated, noFigures, textOf } from './figures.ts';
import { pointsOf, stackOf } from './stack.ts';

const dayMs = 86_400_000;
const buckets = bucketsOf({ fromMs: 0, toMs: 3 * dayMs }, { interval: 'day', timeZone: 'UTC' });
const at = (day: number) => new Date(day * dayMs).toISOString();
const cost = (usd: string | null, more: Partial<Figures> = {}): Figures => ({ ...noFigures, usd, ...more });

describe('a stack', () => {
  const lines = Array.from({ length: 12 }, (_, nth) => [
    { at: at(0), value: `model-${nth}`, figures: cost(`0.${nth + 10}`) },
    { at: at(2), value: `model-${nth}`, figures: cost('0.000000000001') },
  ]).flat();
  const stack = stackOf(lines, { buckets, measure: 'cost' });

  it('has the eight largest, and one layer of all others that keeps every digit', () => {
    expect(stack.layers.map(({ value }) => value)).toEqual([
      ...['model-11', 'model-10', 'model-9', 'model-8', 'model-7', 'model-6', 'model-5', 'model-4'],
      null,
    ]);
    expect(stack.layers.at(-1)?.figures.map(({ usd }) => usd)).toEqual(['0.46', '0', '0.000000000004']);
  });

  it('adds up to what the layers come to, in each bucket', () => {
    for (const nth of buckets.keys()) {
      const layers = stack.layers.map(({ figures }) => figures[nth] ?? noFigures);
      expect(stack.totals[nth]?.usd).toBe(addFigures(layers).usd);
    }
  });

  it('does not hide a single layer behind "other"', () => {
    const nine = stackOf(lines.slice(0, 18), { buckets, measure: 'cost' });
    expect(nine.layers).toHaveLength(9);
    expect(nine.layers.map(({ value }) => value)).not.toContain(null);
  });

  it('keeps what has no value apart from the others', () => {
    const refused = stackOf([{ at: at(1), value: null, figures: cost('0', { calls: 3 }) }], {
      buckets,
      measure: 'calls',
    });
    expect(refused.layers.map(({ value }) => value)).toEqual(['(none)']);
    expect(pointsOf(refused.totals, 'calls').map(({ size }) => size)).toEqual([0, 3, 0]);
  });
});

describe('figures', () => {
  it('of which nothing is known are unknown, and not 0', () => {
    const unknown = addFigures([cost(null, { unknownCost: 2 }), cost(null, { unknownCost: 1 })]);
    expect(unknown.usd).toBeNull();
    expect(textOf('cost', unknown)).toBe('unknown (3)');
    expect(pointsOf([unknown], 'cost')[0]?.size).toBeNull();
  });

  it('of which a part is unknown say so', () => {
    const some = addFigures([cost('1.5'), cost(null, { unknownCost: 2 })]);
    expect(textOf('cost', some)).toBe('$1.50 + 2 unknown');
    expect(exactTextOf('cost', addFigures([cost('0.000042001234'), some]))).toBe('$1.500042001234');
    expect(exactTextOf('cost', addFigures([cost(null, { unknownCost: 2 })]))).toBe('unknown (2)');
  });

  it('tell the sandbox from money', () => {
    expect(isOnlySimulated(cost('0', { simulatedUsd: '0.1' }))).toBe(true);
    expect(isOnlySimulated(cost('0.1', { simulatedUsd: '0.1' }))).toBe(false);
    expect(isOnlySimulated(cost(null, { simulatedUsd: '0.1', unknownCost: 1 }))).toBe(true);
    expect(isOnlySimulated(cost(null, { unknownCost: 1 }))).toBe(false);
  });
});
