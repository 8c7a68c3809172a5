import type { PlanInput } from '../decision.ts';
import { judge } from '../qualify/judge.ts';
import { hashOf, uniform } from '../random.ts';
import type { NodeTrace } from '../target.ts';
import type { CompiledNode, CompiledPlan } from './compiled-plan.ts';
import { outlookOf } from './outlook.ts';
import { Standing } from './standing.ts';
import { stickyKeyOf } from './sticky-key.ts';

/** One decision under way. */
export type Deciding = {
  readonly input: PlanInput;
  /** By variant. */
  readonly standings: readonly Standing[];
  /** True where targets whose circuit is open are taken too, since there is nothing else. */
  readonly lastResort: boolean;
  /** The target that a sticky call stays with, if that is well. */
  readonly stayId: string | undefined;
  /** Of what makes the call sticky; undefined where it is not. */
  readonly stickyHash: number | undefined;
  readonly traces: NodeTrace[];
};

function stayIdOf({ plan, stay }: PlanInput, standings: readonly Standing[]): string | undefined {
  if (plan.sticky === undefined || stay === undefined) return undefined;
  const id = stay.candidateId;
  const well = standings.some((each) => each.candidate.id === id && each.exclusion === undefined && !each.probe);
  return well ? id : undefined;
}

/** Judges every candidate and lays out what is expected of it. */
export function startDeciding(input: PlanInput, compiled: CompiledPlan, lastResort: boolean): Deciding {
  const { health, qualities, plan, facts, route } = input;
  const { variants, usesQuality } = compiled;
  const lives = variants.map(({ id }) => health.targets.get(id));
  const outlook = outlookOf(input, lives);
  const standings = variants.map((candidate, index) => {
    const live = lives[index];
    const quality = usesQuality ? qualities?.get(`${candidate.provider}/${candidate.model}`) : undefined;
    return new Standing({ candidate, live, exclusion: judge(input, candidate, live), quality, outlook });
  });
  const stickyKey = stickyKeyOf(plan, facts);
  return {
    input,
    standings,
    lastResort,
    stayId: stayIdOf(input, standings),
    stickyHash: stickyKey === undefined ? undefined : hashOf(`${route?.id ?? ''} ${stickyKey}`),
    traces: [],
  };
}

/** True where a target may stand in the plan. */
export function isUsable({ exclusion }: Standing, { lastResort }: Deciding): boolean {
  return exclusion === undefined || (lastResort && exclusion.code === 'circuit_open');
}

/**
 * A number between 0 and 1 for each of a node's things that weights choose among. A sticky call's numbers come from what
 * makes it sticky and from each thing alone (rendezvous hashing), so that it finds the same one again without memory.
 */
export function drawsFor(node: CompiledNode, identities: readonly number[], deciding: Deciding): readonly number[] {
  const { stickyHash, input } = deciding;
  if (stickyHash !== undefined) return identities.map((identity) => uniform(stickyHash, identity, 0));
  return identities.map((_, index) => uniform(input.seed, node.label, index));
}
