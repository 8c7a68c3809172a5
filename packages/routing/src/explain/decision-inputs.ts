import type { PlanInput } from '../decision.ts';
import type { HealthSnapshot, LiveTarget } from '../live.ts';
import type { CompiledPlan } from '../strategies/compiled-plan.ts';
import type { DecisionInputs } from '../target.ts';

/** What a decision was made from, beside plan and candidates: only what concerns these candidates. */
export function decisionInputs(input: PlanInput, { variants, usesQuality }: CompiledPlan): DecisionInputs {
  const { health, seed, nowMs, facts, stay, fallbacks } = input;
  return {
    snapshotId: health.id,
    seed,
    nowMs,
    facts,
    live: liveOf(variants, health),
    ...(usesQuality && input.qualities !== undefined ? { qualities: qualitiesOf(variants, input.qualities) } : {}),
    ...(stay === undefined ? {} : { stay }),
    ...(fallbacks === undefined ? {} : { fallbacks }),
  };
}

type Told = { readonly health: HealthSnapshot; readonly live: DecisionInputs['live'] };

/** Snapshots stand for a second, and many decisions are made from each. */
const told = new WeakMap<CompiledPlan['variants'], Told>();

function liveOf(variants: CompiledPlan['variants'], health: HealthSnapshot): DecisionInputs['live'] {
  const known = told.get(variants);
  if (known?.health === health) return known.live;
  const live: Record<string, LiveTarget> = {};
  for (const { id } of variants) {
    const target = health.targets.get(id);
    if (target !== undefined) live[id] = target;
  }
  told.set(variants, { health, live });
  return live;
}

function qualitiesOf(
  variants: CompiledPlan['variants'],
  qualities: NonNullable<PlanInput['qualities']>,
): NonNullable<DecisionInputs['qualities']> {
  const names = variants.map(({ provider, model }) => `${provider}/${model}`);
  return Object.fromEntries(
    names.flatMap((name) => {
      const known = qualities.get(name);
      return known === undefined ? [] : [[name, known] as const];
    }),
  );
}
