import { describe, expect, it } from 'vitest';
import { routeName, routePlan } from './route-plan.ts';

const target = { kind: 'target', provider: 'openai', model: 'gpt-4o-mini' };

describe('a route plan', () => {
  it('nests every kind', () => {
    const plan = {
      strategy: {
        kind: 'conditional',
        when: [{ if: { all: [{ fact: 'metadata.team', op: 'is', value: 'search' }] }, use: target }],
        otherwise: {
          kind: 'fallback',
          children: [
            {
              kind: 'race',
              legs: 2,
              start: { hedgeAfterMs: 'p95' },
              children: [target, { kind: 'fastest', children: [target] }],
            },
            {
              kind: 'weighted',
              children: [
                { ...target, weight: 9 },
                { kind: 'smart', weight: 1, children: [target] },
              ],
            },
            { kind: 'cheapest', quality: 0.9, children: [target] },
          ],
        },
      },
      rescue: 'continue',
      sticky: { by: 'metadata.thread' },
    };
    expect(routePlan.parse(plan)).toEqual(plan);
  });

  it.each([
    ['an unknown kind', { strategy: { kind: 'luck', children: [target] } }],
    ['no children', { strategy: { kind: 'fallback', children: [] } }],
    ['an unknown field', { strategy: target, retries: 3 }],
    ['five legs', { strategy: { kind: 'race', legs: 5, children: [target, target] } }],
    ['a cache, which is not there yet', { strategy: target, cache: { ttlSeconds: 60 } }],
  ])('is refused with %s', (_, plan) => {
    expect(routePlan.safeParse(plan).success).toBe(false);
  });
});

describe('a route name', () => {
  it.each(['chat', 'a', 'support.v2', 'fast-cheap'])('may be %s', (name) => {
    expect(routeName.safeParse(name).success).toBe(true);
  });

  it.each(['openai/gpt', 'Chat', '', '-a', 'a b'])('may not be "%s"', (name) => {
    expect(routeName.safeParse(name).success).toBe(false);
  });
});
