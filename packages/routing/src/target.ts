import type { ExclusionCode } from './exclusion.ts';
import type { LiveTarget } from './live.ts';
import type { RequestFacts } from './request-facts.ts';

/** One upstream model through one ProviderKey; a local upstream has none. */
export type Target = { readonly provider: string; readonly providerKeyId?: string; readonly model: string };

/** What a choice expected of a Target. A figure that is absent is not known. */
export type Expectation = {
  readonly costUsd?: number;
  readonly firstTokenMs?: number;
  readonly durationMs?: number;
  /** 0 to 1, for this task. */
  readonly quality?: number;
  readonly qualitySource?: 'prior' | 'learnt';
  readonly cacheHitShare?: number;
  /** Chance that the choice fell on it, where it was drawn. */
  readonly propensity?: number;
};

/** A Target that was looked at; `excluded` says why it was not chosen. The first without it is the choice. */
export type Considered = Target & {
  readonly excluded?: string;
  readonly exclusion?: ExclusionCode;
  readonly expected?: Expectation;
  /** It is tried although its circuit is open: one call finds out whether it has recovered. */
  readonly probe?: boolean;
};

/** How the client's `model` was understood. */
export type ResolvedBy = 'route' | 'provider/model' | 'bare name' | 'sandbox' | 'pinned key';

/** One node of a route at work: where it stands in the tree (`0.1`), what it is, and what it did in words. */
export type NodeTrace = { readonly path: string; readonly kind: string; readonly said: string };

/** What a decision was made from, beside the route's plan: enough to make it again. */
export type DecisionInputs = {
  readonly snapshotId: string;
  readonly seed: number;
  readonly nowMs: number;
  readonly facts: RequestFacts;
  /** What the snapshot and the learnt state said of the candidates, by candidate id and `provider/model`. */
  readonly live: Readonly<Record<string, LiveTarget>>;
  readonly qualities?: Readonly<Record<string, { quality: number; source: 'prior' | 'learnt'; labels: number }>>;
  /** Of a smart choice: the prompt's hashed features (`encodeFeatures`), so that a later rating can be learnt from. */
  readonly features?: string;
  readonly stay?: { readonly candidateId: string; readonly atMs: number; readonly warmTokens: number };
  /** Names that the call itself gave, behind what it called. */
  readonly fallbacks?: readonly string[];
};

/** What became of the plan, in order: why an attempt was followed by another. */
export type Turn = {
  readonly attemptNo: number;
  readonly did: 'retry' | 'next' | 'hedge' | 'skip' | 'rescue' | 'give_up';
  readonly reason: string;
};

export type Explanation = {
  readonly requestedModel: string;
  readonly resolvedBy: ResolvedBy;
  readonly route?: { readonly id: string; readonly name: string; readonly version: number };
  /** Those that are tried, in their order, then those left out. */
  readonly considered: readonly Considered[];
  readonly nodes?: readonly NodeTrace[];
  readonly inputs?: DecisionInputs;
  readonly turns?: readonly Turn[];
  /** The language that the target was spoken to in, where it is not the client's, and what could not be said in it. */
  readonly translation?: { readonly language: string; readonly dropped: readonly string[] };
};
