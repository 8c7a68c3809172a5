import { sumUsd } from '../format/pico.ts';

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

type Span = { readonly from: string; readonly to: string };

/** A day of a route. */
export type Traffic = {
  /** RFC 3339. */
  readonly span: Span;
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

/** A day of all routes. */
export type DayReports = {
  /** By project, route and status, over time. */
  readonly hours: Span & {
    readonly data: readonly UsageLine[];
    readonly intervals: readonly { readonly at: string }[];
  };
  /** By project, route, provider and model. */
  readonly targets: { readonly data: readonly UsageLine[] };
};

function sumCalls(lines: readonly UsageLine[]): number {
  return lines.reduce((sum, { calls }) => sum + calls, 0);
}

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
  const ended = sumCalls(lines.filter(({ group }) => group.status !== 'canceled'));
  const succeeded = sumCalls(lines.filter(({ group }) => group.status === 'succeeded'));
  return ended === 0 ? null : succeeded / ended;
}

/** Attempts of older releases do not name their route: what such calls cost is not known here. An answer took one at least. */
function areAttemptsUnnamed(lines: readonly UsageLine[]): boolean {
  const answered = sumCalls(lines.filter(({ group }) => group.status === 'succeeded'));
  return lines.reduce((sum, { attempts }) => sum + attempts, 0) < answered;
}

/** What of it is known; null where nothing is. */
function usdOf(lines: readonly UsageLine[]): string | null {
  if (areAttemptsUnnamed(lines)) return null;
  const isUnknown = lines.some(({ usd }) => usd === null);
  return sumUsd(lines.map(({ usd }) => usd)) ?? (isUnknown ? null : '0');
}

/** The day of one route. */
export function trafficOf(
  { projectId, name }: { readonly projectId: string; readonly name: string },
  { hours, targets }: DayReports,
): Traffic {
  const own = (lines: readonly UsageLine[]) =>
    lines.filter(({ group }) => group.project === projectId && group.route === name);
  const lines = own(hours.data);
  return {
    span: { from: hours.from, to: hours.to },
    calls: sumCalls(lines),
    usd: usdOf(lines),
    simulatedUsd: sumUsd(lines.map(({ simulatedUsd }) => simulatedUsd)) ?? '0',
    success: successOf(lines),
    series: hours.intervals.map(({ at }) => sumCalls(lines.filter((line) => line.at === at))),
    shares: sharesOf(own(targets.data)),
  };
}
