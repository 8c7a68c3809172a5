import { describe, expect, it } from 'vitest';
import type { PlanInput } from '../decision.ts';
import { type Asked, candidate, decided, exclusionOf, node, order, priced, saidByRoot } from '../plan.test-support.ts';
import type { SmartNode } from '../route-plan.ts';

const candidates = [
  candidate('cheap/m', priced(0.2, 0.8)),
  candidate('dear/m', priced(3, 15)),
  candidate('middle/m', priced(1, 4)),
];
const children = [node('cheap/m'), node('dear/m'), node('middle/m')];

function qualities(values: Readonly<Record<string, number>>): NonNullable<PlanInput['qualities']> {
  return new Map(Object.entries(values).map(([name, quality]) => [name, { quality, source: 'learnt', labels: 90 }]));
}

const easy = qualities({ 'cheap/m': 0.9, 'dear/m': 0.91, 'middle/m': 0.9 });
const hard = qualities({ 'cheap/m': 0.4, 'dear/m': 0.9, 'middle/m': 0.6 });
const usual = { inputTokens: 1_000 };

function asked(more: Partial<SmartNode>, rest: Asked = {}): Asked {
  return { candidates, facts: usual, ...rest, strategy: { kind: 'smart', explore: 0, children, ...more } };
}

describe('a smart node', () => {
  it('takes the cheapest where the dearer ones bring little, the dearest where it brings much', () => {
    expect(order(asked({}, { qualities: easy }))).toEqual(['cheap/m', 'middle/m', 'dear/m']);
    expect(order(asked({}, { qualities: hard }))[0]).toBe('dear/m');
  });

  it('says what it expected, and from where', () => {
    const decision = decided(asked({}, { qualities: easy }));
    expect(saidByRoot(decision)).toBe(
      'cheap/m: expected quality 90% at about $0.00052, rather than middle/m: expected quality 90% at about $0.0026; ' +
        '95% of the best quality is asked for',
    );
    expect(decision.explanation.considered[0]?.expected).toMatchObject({ quality: 0.9, qualitySource: 'learnt' });
    expect(decision.explanation.inputs?.qualities?.['dear/m']).toEqual({ quality: 0.91, source: 'learnt', labels: 90 });
  });

  it('follows the setting from the cheapest to the best', () => {
    const firsts = [0, 0.5, 0.7, 0.9, 1].map((quality) => order(asked({ quality }, { qualities: hard }))[0]);
    expect(firsts).toEqual(['cheap/m', 'cheap/m', 'dear/m', 'dear/m', 'dear/m']);
  });

  it('leaves out what is far below, and what nothing is known of', () => {
    const decision = decided(asked({}, { qualities: qualities({ 'cheap/m': 0.4, 'dear/m': 0.9 }) }));
    expect(exclusionOf(decision, 'cheap/m')).toBe(
      'quality: its expected quality is 44.4% of the best, 30.6% less than the 75% needed',
    );
    expect(exclusionOf(decision, 'middle/m')).toBe(
      'quality: nothing is known of its quality, and 75% of the best is needed',
    );
  });

  it('is refused where nothing is known of any', () => {
    expect(order(asked({}))).toEqual(['no_target_qualifies']);
    expect(order(asked({ quality: 'any' }))).toEqual(['cheap/m', 'middle/m', 'dear/m']);
  });

  it('draws any of them at the rate that is asked for, and notes the chance of each', () => {
    const firsts = new Map<string, number>();
    const runs = 6_000;
    for (let seed = 0; seed < runs; seed++) {
      const decision = decided(asked({ explore: 0.3 }, { qualities: easy, seed }));
      const [first] = decision.explanation.considered;
      const chance = first?.provider === 'cheap' ? 0.8 : 0.1;
      expect(first?.expected?.propensity).toBeCloseTo(chance, 9);
      firsts.set(first?.provider ?? '', (firsts.get(first?.provider ?? '') ?? 0) + 1);
    }
    expect((firsts.get('cheap') ?? 0) / runs).toBeCloseTo(0.8, 1);
    expect((firsts.get('dear') ?? 0) / runs).toBeGreaterThan(0.085);
    expect((firsts.get('middle') ?? 0) / runs).toBeGreaterThan(0.085);
  });

  it('notes the chance of a draw within a draw', () => {
    const strategy = {
      kind: 'weighted',
      children: [
        { kind: 'smart', explore: 0.3, children, weight: 3 },
        { ...node('other/m'), weight: 1 },
      ],
    } as const;
    const decision = decided({
      strategy,
      facts: usual,
      candidates: [...candidates, candidate('other/m')],
      qualities: easy,
    });
    const chances = decision.explanation.considered.map(({ expected }) => expected?.propensity ?? 0);
    expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
    expect(Math.max(...chances)).toBeCloseTo(0.75 * 0.8, 9);
  });
});
