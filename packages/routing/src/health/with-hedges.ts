import type { HealthReport, ReportedHedge, ReportedTarget } from '../health-report.ts';
import { type SizeBucket, sizeBuckets } from '../live.ts';
import type { HedgedPair, HedgeGain } from '../race/hedge-gain.ts';

/** Times with fewer samples behind them say too little of their tail. */
const samplesMin = 20;
/** For so many targets of a report it is worked out; a reader looks at one at a time. */
const targetsMax = 64;

function samplesOf({ latency }: ReportedTarget, size: SizeBucket): number {
  return latency[size]?.samples ?? 0;
}

function usualSize(target: ReportedTarget): SizeBucket | undefined {
  const known = sizeBuckets.filter((size) => samplesOf(target, size) >= samplesMin);
  return known.sort((one, other) => samplesOf(target, other) - samplesOf(target, one))[0];
}

function medianMs({ latency }: ReportedTarget, size: SizeBucket): number {
  return latency[size]?.firstTokenP50Ms ?? Number.POSITIVE_INFINITY;
}

/** The quickest well Target of another provider that is known as well. */
function partnerOf(target: ReportedTarget, size: SizeBucket, all: readonly ReportedTarget[]) {
  return all
    .filter(({ provider, breaker }) => provider !== target.provider && breaker === 'closed')
    .filter((other) => samplesOf(other, size) >= samplesMin)
    .sort((one, other) => medianMs(one, size) - medianMs(other, size))[0];
}

/** A report in which each Target says what a hedge to the quickest Target of another provider would buy, where that is known. */
export function withHedges(report: HealthReport, gainOf: (pair: HedgedPair) => HedgeGain | undefined): HealthReport {
  const hedgeOf = (target: ReportedTarget): ReportedHedge | undefined => {
    const size = usualSize(target);
    const partner = size === undefined ? undefined : partnerOf(target, size, report.targets);
    if (size === undefined || partner === undefined) return undefined;
    const gain = gainOf({ first: target.candidateId, second: partner.candidateId, size });
    if (gain === undefined) return undefined;
    const { hedgedShare, p95BeforeMs, p95AfterMs, p99BeforeMs, p99AfterMs, isWorth } = gain;
    const figures = { hedgedShare, p95BeforeMs, p95AfterMs, p99BeforeMs, p99AfterMs, isWorth };
    return { withCandidateId: partner.candidateId, size, ...figures };
  };
  const targets = report.targets.map((target, index) => {
    const hedge = index < targetsMax ? hedgeOf(target) : undefined;
    return hedge === undefined ? target : { ...target, hedge };
  });
  return { ...report, targets };
}
