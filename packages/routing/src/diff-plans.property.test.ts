import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffPlans } from './diff-plans.ts';
import { isSame } from './diff-values.ts';
import type { RoutePlan, Strategy } from './route-plan.ts';

const target = fc.record(
  {
    kind: fc.constant('target' as const),
    provider: fc.constantFrom('a', 'b'),
    model: fc.constantFrom('m', 'n'),
    weight: fc.constantFrom(1, 2),
  },
  { requiredKeys: ['kind', 'provider', 'model'] },
);

const { strategy } = fc.letrec<{ strategy: Strategy }>((tie) => ({
  strategy: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    target,
    fc.record({
      kind: fc.constantFrom('fallback' as const, 'weighted' as const),
      children: fc.array(tie('strategy'), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant('conditional' as const),
      when: fc.array(
        fc.record({
          if: fc.record({ fact: fc.constant('hour' as const), op: fc.constant('over' as const), value: fc.nat(2) }),
          use: tie('strategy'),
        }),
        { minLength: 1, maxLength: 2 },
      ),
      otherwise: tie('strategy'),
    }),
  ),
}));

const plan: fc.Arbitrary<RoutePlan> = fc.record(
  { strategy, rescue: fc.constantFrom('off' as const, 'buffer' as const) },
  { requiredKeys: ['strategy'] },
);

/** What stands at a path of a plan; undefined where nothing does. */
function at(of: unknown, path: string): unknown {
  return path === '' ? of : path.split('.').reduce<unknown>((value, step) => Object(value)[step], of);
}

it('two plans say the same exactly where nothing is told of them, and every place that is told is there', () => {
  fc.assert(
    fc.property(plan, plan, (before, after) => {
      const changes = diffPlans(before, after);
      expect(changes.length === 0).toBe(isSame(before, after));
      for (const { path, kind } of changes) {
        // A field that is no longer set is told of the node that has lost it.
        const place =
          kind === 'removed' ? (at(before, path) ?? at(after, path.replace(/\.?\w+$/, ''))) : at(after, path);
        expect(place, `${kind} ${path}`).toBeDefined();
      }
      expect(diffPlans(after, JSON.parse(JSON.stringify(after)))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
