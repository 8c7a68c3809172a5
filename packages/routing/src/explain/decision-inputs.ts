import type { PlanInput } from '../decision.ts';
import type { LiveTarget } from '../live.ts';
import type { CompiledPlan } from '../strategies/compiled-plan.ts';
import type { DecisionInputs } from '../target.ts';

/** What a decision was made from, beside plan and candidates: only what concerns these candidates. */
export function decisionInputs(input: PlanInput, { variants, usesQuality }: CompiledPlan): DecisionInputs {
  const { health, seed, nowMs, facts, stay, fallbacks } = input;
  const live: Record<string, LiveTarget> = {};
  for (const { id } of variants) {
    const known = health.targets.get(id);
    if (known !== undefined) live[id] = known;
  }
  return {
    snapshotId: health.id,
    seed,
    nowMs,
    facts,
    live,
    ...(usesQuality && input.qualities !== undefined ? { qualities: qualitiesOf(variants, input.qualities) } : {}),
    ...(stay === undefined ? {} : { stay }),
    ...(fallbacks === undefined ? {} : { fallbacks }),
  };
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
