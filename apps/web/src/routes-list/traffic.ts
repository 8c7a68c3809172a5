/** A line of a usage report, as far as it is needed here. */
export type UsageLine = {
  readonly at: string | null;
  readonly group: Readonly<Record<string, string | null>>;
  readonly calls: number;
  readonly attempts: number;
  readonly usd: string | null;
  readonly simulatedUsd: string;
};

/** What part of a route's attempts a target had. */
export type TargetShare = { readonly name: string; readonly attempts: number; readonly share: number };

/** A day of a route. */
export type Traffic = {
  readonly calls: number;
  /** Null: nothing of it is known. */
  readonly usd: string | null;
  readonly simulatedUsd: string;
  /** Of the calls that their client did not cancel; null where none ended. */
  readonly success: number | null;
  /** Calls by interval, the oldest first. */
  readonly series: readonly number[];
  /** The largest first. */
  readonly shares: readonly TargetShare[];
};

export const noTraffic: Traffic = { calls: 0, usd: '0', simulatedUsd: '0', success: null, series: [], shares: [] };

type Reports = {
  /** By route. */
  readonly totals: readonly UsageLine[];
  /** By route and status. */
  readonly statuses: readonly UsageLine[];
  /** By route, provider and model. */
  readonly targets: readonly UsageLine[];
  /** By route, over time. */
  readonly series: readonly UsageLine[];
  /** The starts of the intervals, the oldest first. */
  readonly intervals: readonly string[];
};

function sharesOf(lines: readonly UsageLine[]): readonly TargetShare[] {
  const asked = lines.filter(({ attempts }) => attempts > 0);
  const all = asked.reduce((sum, { attempts }) => sum + attempts, 0);
  return asked
    .map(({ group, attempts }) => {
      const name = `${group.provider ?? ''}/${group.model ?? ''}`;
      return { name, attempts, share: attempts / all };
    })
    .toSorted((a, b) => b.attempts - a.attempts);
}

function successOf(lines: readonly UsageLine[]): number | null {
  const ended = lines.filter(({ group }) => group.status !== 'canceled').reduce((sum, { calls }) => sum + calls, 0);
  const succeeded = lines.find(({ group }) => group.status === 'succeeded')?.calls ?? 0;
  return ended === 0 ? null : succeeded / ended;
}

/** The traffic of the route called `name`. */
export function trafficOf(name: string, { totals, statuses, targets, series, intervals }: Reports): Traffic {
  const own = (lines: readonly UsageLine[]) => lines.filter(({ group }) => group.route === name);
  const [total] = own(totals);
  if (total === undefined) return { ...noTraffic, series: intervals.map(() => 0) };
  const byTime = new Map(own(series).map(({ at, calls }) => [at, calls]));
  return {
    calls: total.calls,
    usd: total.usd,
    simulatedUsd: total.simulatedUsd,
    success: successOf(own(statuses)),
    series: intervals.map((at) => byTime.get(at) ?? 0),
    shares: sharesOf(own(targets)),
  };
}
