import type { Candidate } from '../candidate.ts';
import { goesByQuality } from '../goes-by-quality.ts';
import { childrenOf } from '../nodes-of.ts';
import { hashOf } from '../random.ts';
import type { Overrides, RoutePlan, Strategy, TargetNode } from '../route-plan.ts';

/** A node with what does not change from call to call. */
export type CompiledNode = {
  readonly strategy: Strategy;
  /** `0` for the root, `0.2` for its third child. */
  readonly path: string;
  /** Of the path: the source of the node's draws. */
  readonly label: number;
  /** Of what the node is, wherever it stands: for draws that follow a caller. */
  readonly identity: number;
  readonly children: readonly CompiledNode[];
  /** Of a target node: positions in `variants`, one for each key. */
  readonly variants: readonly number[];
};

/** A plan against the candidates that it can reach. */
export type CompiledPlan = {
  readonly root: CompiledNode;
  /** Candidates as their nodes ask for them: two nodes may name one Target with different overrides. */
  readonly variants: readonly Candidate[];
  /** Candidates that no node names. */
  readonly unnamed: readonly Candidate[];
  readonly usesQuality: boolean;
};

type Compiling = {
  readonly byName: ReadonlyMap<string, readonly Candidate[]>;
  readonly variants: Candidate[];
};

function sameOverrides(one: Overrides = {}, other: Overrides = {}): boolean {
  return (
    one.temperature === other.temperature &&
    one.topP === other.topP &&
    one.outputTokensMax === other.outputTokensMax &&
    one.reasoningEffort === other.reasoningEffort
  );
}

function asAsked(candidate: Candidate, { overrides, concurrentMax }: TargetNode): Candidate {
  if (sameOverrides(candidate.overrides, overrides) && candidate.concurrentMax === concurrentMax) return candidate;
  const { overrides: _, concurrentMax: __, ...bare } = candidate;
  return {
    ...bare,
    ...(overrides === undefined ? {} : { overrides }),
    ...(concurrentMax === undefined ? {} : { concurrentMax }),
  };
}

function sameVariant(one: Candidate, other: Candidate): boolean {
  return (
    one.id === other.id && one.concurrentMax === other.concurrentMax && sameOverrides(one.overrides, other.overrides)
  );
}

function positionOf(variant: Candidate, variants: Candidate[]): number {
  const known = variants.findIndex((other) => sameVariant(other, variant));
  return known === -1 ? variants.push(variant) - 1 : known;
}

function variantsOf(node: TargetNode, { byName, variants }: Compiling): readonly number[] {
  const named = byName.get(`${node.provider}/${node.model}`) ?? [];
  const keys = named.filter((each) => node.providerKeyId === undefined || each.providerKeyId === node.providerKeyId);
  return [...new Set(keys.map((candidate) => positionOf(asAsked(candidate, node), variants)))];
}

function identityOf(strategy: Strategy, children: readonly CompiledNode[]): number {
  const own =
    strategy.kind === 'target'
      ? `${strategy.provider}/${strategy.model}@${strategy.providerKeyId ?? ''} ${JSON.stringify(strategy.overrides ?? {})}`
      : strategy.kind;
  return hashOf([own, ...children.map(({ identity }) => identity)].join(' '));
}

function compileNode(strategy: Strategy, path: string, compiling: Compiling): CompiledNode {
  const children = childrenOf(strategy).map((child, index) => compileNode(child, `${path}.${index}`, compiling));
  return {
    strategy,
    path,
    label: hashOf(path),
    identity: identityOf(strategy, children),
    children,
    variants: strategy.kind === 'target' ? variantsOf(strategy, compiling) : [],
  };
}

function compile(plan: RoutePlan, candidates: readonly Candidate[]): CompiledPlan {
  const byName = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const name = `${candidate.provider}/${candidate.model}`;
    const named = byName.get(name);
    if (named === undefined) byName.set(name, [candidate]);
    else named.push(candidate);
  }
  const variants: Candidate[] = [];
  const root = compileNode(plan.strategy, '0', { byName, variants });
  const ids = new Set(variants.map(({ id }) => id));
  const unnamed = candidates.filter(({ id }, index) => {
    return !ids.has(id) && candidates.findIndex((other) => other.id === id) === index;
  });
  return { root, variants, unnamed, usesQuality: goesByQuality(plan.strategy) };
}

const compiled = new WeakMap<readonly Candidate[], { plan: RoutePlan; result: CompiledPlan }>();

/** A plan made ready for its candidates. Remembered for as long as both are the same objects. */
export function compiledPlan(plan: RoutePlan, candidates: readonly Candidate[]): CompiledPlan {
  const known = compiled.get(candidates);
  if (known !== undefined && known.plan === plan) return known.result;
  const result = compile(plan, candidates);
  compiled.set(candidates, { plan, result });
  return result;
}
