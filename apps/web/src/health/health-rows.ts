import type { Health, RefusedKey, Target } from './health-data.ts';
import { type ShownSize, type SizedLatency, shownLatency } from './size-words.ts';
import { needsAttention, stateEndsMs, type TargetState, targetState } from './target-state.ts';

/** A target as its row shows it. */
export type HealthRow = {
  readonly target: Target;
  readonly state: TargetState;
  /** Milliseconds until the state may change by itself. */
  readonly leftMs: number | undefined;
  readonly latency: SizedLatency | undefined;
  readonly refused: RefusedKey | undefined;
  /** Of the gateway's clock, for times that are shown relative to it. */
  readonly nowMs: number;
};

const nameOf = ({ provider, model, providerKeyId = '' }: Target) => `${provider} ${model} ${providerKeyId}`;

/** A row for each target, in an order that no figure changes. `nowMs` is by the gateway's clock. */
export function healthRows(health: Health, shown: ShownSize, nowMs: number): readonly HealthRow[] {
  const refused = new Map(health.refusedKeys.map((key) => [key.providerKeyId, key]));
  return health.targets
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .map((target) => {
      const state = targetState(target, nowMs);
      const ends = stateEndsMs(target, state);
      const latency = shownLatency(target, shown);
      return {
        ...{ target, state, latency, nowMs },
        leftMs: ends === undefined ? undefined : Math.max(0, ends - nowMs),
        refused: target.providerKeyId === undefined ? undefined : refused.get(target.providerKeyId),
      };
    });
}

/** What all targets come to. */
export type HealthSummary = {
  readonly targets: number;
  readonly well: number;
  readonly attention: number;
  readonly open: number;
  readonly attemptsPerMinute: number;
  readonly inFlight: number;
  /** Of the attempts of the last minute; undefined where nothing is known of any. */
  readonly errorShare: number | undefined;
};

/** Sums over the rows; the share of failures is weighted by attempts. */
export function summarize(rows: readonly HealthRow[]): HealthSummary {
  const sum = (of: (row: HealthRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const known = rows.filter(({ target }) => target.errorShare !== undefined && target.attemptsPerMinute > 0);
  const attempts = known.reduce((total, { target }) => total + target.attemptsPerMinute, 0);
  const failed = known.reduce((total, { target }) => total + target.attemptsPerMinute * (target.errorShare ?? 0), 0);
  return {
    targets: rows.length,
    well: rows.filter(({ state }) => state === 'well').length,
    attention: rows.filter(({ state }) => needsAttention(state)).length,
    open: rows.filter(({ state }) => state === 'open' || state === 'probe').length,
    attemptsPerMinute: sum(({ target }) => target.attemptsPerMinute),
    inFlight: sum(({ target }) => target.inFlight),
    errorShare: attempts === 0 ? undefined : failed / attempts,
  };
}
