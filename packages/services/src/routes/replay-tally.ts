import { usdOf } from '@weir/db/sql/usd';
import type { ExclusionCode } from '@weir/routing/exclusion';
import type { Refusal } from '@weir/routing/refusal';
import type { Target } from '@weir/routing/target';
import { addDifference, newDifferenceSum, type Quantile, quantile, sumInterval, wilson } from './replay-statistics.ts';
import type { ChangeReason, ReplayReport, SkipReason } from './replay-view.ts';

type Group = { calls: number; readonly examples: string[] };
type Refused = Group & { readonly code: string; readonly reason: string };
type Shares = { readonly target: Target; recorded: number; plan: number };

/** What a replayed call came to. Targets are first choices; undefined: refused. */
export type ReplayedCall = {
  readonly callId: string;
  readonly recorded: Target | undefined;
  readonly plan: Target | undefined;
  readonly refusal: Refusal | undefined;
  readonly change: ChangeReason | undefined;
  /** Where all three are known, in pico-dollars. */
  readonly cost: { readonly really: bigint; readonly recorded: bigint; readonly plan: bigint } | undefined;
  /** In milliseconds, where both expectations are known. */
  readonly firstToken: { readonly recorded: number; readonly plan: number; readonly really: number | null } | undefined;
  readonly knownNow: boolean;
  readonly notKnown: boolean;
};

type Times = { readonly recorded: number[]; readonly plan: number[]; readonly really: number[] };

function newTimes(): Times {
  return { recorded: [], plan: [], really: [] };
}

/** What a replay has seen so far: numbers alone, so that its size is that of the sample. */
export type Tally = ReturnType<typeof newTally>;

/** Nothing seen yet. */
export function newTally() {
  return {
    looked: 0,
    replayed: 0,
    agreed: 0,
    recordedRefused: 0,
    planRefused: 0,
    knownNow: 0,
    notKnown: 0,
    skipped: new Map<SkipReason, Group>(),
    changed: new Map<ChangeReason, Group>(),
    refused: new Map<string, Refused>(),
    shares: new Map<string, Shares>(),
    cost: { calls: 0, really: 0n, recorded: 0n, plan: 0n, difference: newDifferenceSum() },
    firstToken: newTimes(),
  };
}

const examplesMax = 5;

function groupAt<Key, Value>(groups: Map<Key, Value>, key: Key, made: Value): Value {
  const group = groups.get(key) ?? made;
  groups.set(key, group);
  return group;
}

function note(group: Group, callId: string): void {
  group.calls += 1;
  if (group.examples.length < examplesMax) group.examples.push(callId);
}

/** Counts a call that is not replayed. */
export function addSkipped(tally: Tally, why: SkipReason, callId: string): void {
  tally.looked += 1;
  note(groupAt(tally.skipped, why, { calls: 0, examples: [] }), callId);
}

function nameOf({ provider, model, providerKeyId = '' }: Target): string {
  return `${provider}/${model}@${providerKeyId}`;
}

function addShare(tally: Tally, target: Target | undefined, side: 'recorded' | 'plan'): void {
  if (target === undefined) {
    tally[side === 'recorded' ? 'recordedRefused' : 'planRefused'] += 1;
    return;
  }
  const name = nameOf(target);
  const shares = tally.shares.get(name) ?? { target, recorded: 0, plan: 0 };
  shares[side] += 1;
  tally.shares.set(name, shares);
}

/** One reason for all calls that are refused for the same: messages tell each call's own numbers. */
function addRefusal(tally: Tally, { code, message, explanation }: Refusal, callId: string): void {
  const exclusions = new Set<ExclusionCode | undefined>(explanation.considered.map(({ exclusion }) => exclusion));
  const key = [code, ...[...exclusions].sort()].join(' ');
  note(groupAt(tally.refused, key, { code, reason: message, calls: 0, examples: [] }), callId);
}

function isSame(one: Target | undefined, other: Target | undefined): boolean {
  return one === undefined || other === undefined ? one === other : nameOf(one) === nameOf(other);
}

/** Counts a call that is replayed. */
export function addReplayed(tally: Tally, call: ReplayedCall): void {
  const { callId, recorded, plan, refusal, change, cost, firstToken } = call;
  tally.looked += 1;
  tally.replayed += 1;
  if (isSame(recorded, plan)) tally.agreed += 1;
  if (call.knownNow) tally.knownNow += 1;
  if (call.notKnown) tally.notKnown += 1;
  addShare(tally, recorded, 'recorded');
  addShare(tally, plan, 'plan');
  if (refusal !== undefined) addRefusal(tally, refusal, callId);
  if (change !== undefined) note(groupAt(tally.changed, change, { calls: 0, examples: [] }), callId);
  if (cost !== undefined) {
    tally.cost.calls += 1;
    tally.cost.really += cost.really;
    tally.cost.recorded += cost.recorded;
    tally.cost.plan += cost.plan;
    addDifference(tally.cost.difference, Number(cost.plan - cost.recorded));
  }
  if (firstToken !== undefined) {
    tally.firstToken.recorded.push(firstToken.recorded);
    tally.firstToken.plan.push(firstToken.plan);
    if (firstToken.really !== null) tally.firstToken.really.push(firstToken.really);
  }
}

function partOf(calls: number, of: number) {
  return { calls, share: of === 0 ? 0 : calls / of, ...wilson(calls, of) };
}

function costOf({ cost, replayed }: Tally): ReplayReport['cost'] {
  const interval = sumInterval(cost.difference);
  const bound = (pico: number | undefined) => (pico === undefined ? null : usdOf(BigInt(Math.round(pico))));
  return {
    calls: cost.calls,
    reallyUsd: usdOf(cost.really),
    recordedUsd: usdOf(cost.recorded),
    planUsd: usdOf(cost.plan),
    difference: { usd: usdOf(cost.plan - cost.recorded), low: bound(interval?.low), high: bound(interval?.high) },
    notCounted: replayed - cost.calls,
  };
}

function quantileOf({ value, low, high }: Quantile) {
  return { ms: value, low: low ?? null, high: high ?? null };
}

function timesOf(values: readonly number[]) {
  const sorted = values.toSorted((one, other) => one - other);
  return { median: quantileOf(quantile(sorted, 0.5)), p95: quantileOf(quantile(sorted, 0.95)) };
}

function firstTokenOf({ firstToken }: Tally): ReplayReport['firstToken'] {
  const { recorded, plan, really } = firstToken;
  if (recorded.length === 0) return null;
  return {
    calls: recorded.length,
    recorded: timesOf(recorded),
    plan: timesOf(plan),
    really: really.length === 0 ? null : timesOf(really),
  };
}

function listed<Key extends string>(groups: ReadonlyMap<Key, Group>) {
  const rows = [...groups].map(([why, group]) => ({ why, ...group }));
  return rows.sort((one, other) => other.calls - one.calls || one.why.localeCompare(other.why));
}

/** What the replay of `found` calls of so many days came to. */
export function reportOf(
  tally: Tally,
  { days, found }: { readonly days: number; readonly found: number },
): ReplayReport {
  const { looked, replayed, shares, refused } = tally;
  const ranked = [...shares.values()].sort((one, other) => other.plan - one.plan || other.recorded - one.recorded);
  return {
    days,
    found,
    sampled: looked,
    replayed,
    skipped: listed(tally.skipped),
    agreement: partOf(tally.agreed, replayed),
    changed: listed(tally.changed),
    targets: ranked.map(({ target, recorded, plan }) => ({
      provider: target.provider,
      model: target.model,
      providerKeyId: target.providerKeyId ?? null,
      recorded: partOf(recorded, replayed),
      plan: partOf(plan, replayed),
    })),
    cost: costOf(tally),
    firstToken: firstTokenOf(tally),
    refused: {
      recorded: tally.recordedRefused,
      plan: tally.planRefused,
      reasons: [...refused.values()].sort((one, other) => other.calls - one.calls),
    },
    knownNow: tally.knownNow,
    notKnown: tally.notKnown,
  };
}
