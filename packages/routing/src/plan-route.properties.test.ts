import { scaled } from '@weir/testing/scale';
import { testSeed } from '@weir/testing/seed';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { anyPlanInput } from './any-plan.test-support.ts';
import type { Candidate } from './candidate.ts';
import { candidateId } from './candidate.ts';
import type { PlanInput, RoutedPlan } from './decision.ts';
import { replan } from './explain/replan.ts';
import { planRoute } from './plan-route.ts';
import { judge } from './qualify/judge.ts';
import { means } from './qualify/unwanted.ts';
import type { Refusal } from './refusal.ts';

const runs = { numRuns: scaled({ scaled: 1_000, full: 50_000 }), seed: testSeed('plan-route') };
/** The full scale takes minutes. */
vi.setConfig({ testTimeout: scaled({ scaled: 60_000, full: 900_000 }) });

type Decision = RoutedPlan | Refusal;

function tried(decision: Decision): readonly Candidate[] {
  if (decision.kind === 'refusal') return [];
  return decision.steps.flatMap((step) => (step.kind === 'single' ? [step.candidate] : step.legs));
}

function always(holds: (input: PlanInput, decision: Decision) => void): void {
  fc.assert(
    fc.property(anyPlanInput, (input) => holds(input, planRoute(input))),
    runs,
  );
}

describe('every decision', () => {
  it('leaves out what cannot take the call, but for open circuits where there is nothing else', () => {
    always((input, decision) => {
      const codes = tried(decision).map((one) => judge(input, one, input.health.targets.get(one.id))?.code);
      const lastResort = codes.length > 0 && codes.every((code) => code === 'circuit_open');
      if (!lastResort) expect(codes.filter((code) => code !== undefined)).toEqual([]);
    });
  });

  it('has each target once, and never an empty plan or a race of one', () => {
    always((_, decision) => {
      const ids = tried(decision).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      if (decision.kind === 'refusal') return;
      expect(decision.steps.length).toBeGreaterThan(0);
      for (const step of decision.steps) if (step.kind === 'race') expect(step.legs.length).toBeGreaterThan(1);
    });
  });

  it('is the same for the same input', () => {
    always((input, decision) => {
      expect(planRoute(structuredClone(input))).toEqual(decision);
    });
  });

  it('is explained as it was made: those tried, in order, then the others with their reasons, each once', () => {
    always((input, decision) => {
      const { considered } = decision.explanation;
      const ids = considered.map(candidateId);
      const left = considered.filter(({ excluded }) => excluded !== undefined);
      const order = tried(decision).map(({ id }) => id);
      expect(ids.slice(0, order.length)).toEqual(order);
      expect(left.map(candidateId)).toEqual(ids.slice(order.length));
      expect(ids.toSorted()).toEqual(input.candidates.map(({ id }) => id).toSorted());
      for (const { excluded, exclusion } of left) expect([excluded, exclusion]).not.toContain(undefined);
      for (const { said } of decision.explanation.nodes ?? []) expect(said).not.toBe('');
    });
  });

  it('is made again from what was recorded, word for word', () => {
    always(({ plan, candidates }, decision) => {
      const explanation = structuredClone(decision.explanation);
      expect(replan({ plan, candidates, explanation })).toEqual(decision);
    });
  });

  it('keeps to what the call prefers', () => {
    always(({ facts }, decision) => {
      const { order = [], only, ignore = [] } = facts.preferences ?? {};
      const rankOf = (one: Candidate): number => order.findIndex((name) => means(name, one)) + 1 || 99;
      for (const one of tried(decision)) {
        if (only !== undefined) expect(only.some((name) => means(name, one))).toBe(true);
        expect(ignore.some((name) => means(name, one))).toBe(false);
      }
      if (decision.kind === 'refusal') return;
      const ranks = decision.steps.map((step) =>
        Math.min(...(step.kind === 'single' ? [step.candidate] : step.legs).map(rankOf)),
      );
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    });
  });
});

it('plans and refusals both come up among them', () => {
  const kinds = fc.sample(anyPlanInput, { ...runs, numRuns: 500 }).map((input) => planRoute(input).kind);
  const plans = kinds.filter((kind) => kind === 'plan').length;
  expect(plans).toBeGreaterThan(200);
  expect(plans).toBeLessThan(490);
});
