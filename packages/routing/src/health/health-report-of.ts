import type { HealthReport, RefusedKey, ReportedTarget } from '../health-report.ts';
import type { HealthSnapshot, LiveTarget } from '../live.ts';
import type { Target } from '../target.ts';
import { attemptsPerMinute, lastFailureOf } from './live-target.ts';
import type { Refusal } from './refusal.ts';
import type { TargetRecord } from './target-record.ts';

/** The Target that a candidate id names; model names may hold slashes and at signs themselves. */
export function targetOf(candidateId: string): Target {
  const slash = candidateId.indexOf('/');
  const key = /@([0-9a-f]{8}-[0-9a-f-]{27})$/.exec(candidateId)?.[1];
  const end = key === undefined ? candidateId.length : candidateId.length - key.length - 1;
  const target = { provider: candidateId.slice(0, slash), model: candidateId.slice(slash + 1, end) };
  return key === undefined ? target : { ...target, providerKeyId: key };
}

type Known = { readonly live: LiveTarget; readonly known: readonly TargetRecord[]; readonly atMs: number };

function reported(id: string, { live, known, atMs }: Known): ReportedTarget {
  const failure = lastFailureOf(known);
  return {
    ...live,
    ...targetOf(id),
    candidateId: id,
    attemptsPerMinute: attemptsPerMinute(known, atMs),
    ...(failure === undefined ? {} : { lastFailure: withoutUnknown(failure) }),
  };
}

function withoutUnknown({ status, code, atMs }: { code: string; atMs: number; status?: number | undefined }) {
  return { code, atMs, ...(status === undefined ? {} : { status }) };
}

function refusedKeys(keys: ReadonlyMap<string, Refusal>): RefusedKey[] {
  return [...keys].flatMap(([providerKeyId, { refused, untilMs, ...rest }]) =>
    refused ? [{ providerKeyId, untilMs, ...withoutUnknown(rest) }] : [],
  );
}

/** A snapshot with what a reader wants to know beside it. */
export function healthReportOf(
  snapshot: HealthSnapshot,
  recordsOf: (candidateId: string) => readonly TargetRecord[],
  keys: ReadonlyMap<string, Refusal>,
): HealthReport {
  const { id: snapshotId, atMs } = snapshot;
  const targets = [...snapshot.targets].map(([id, live]) => reported(id, { live, known: recordsOf(id), atMs }));
  return { snapshotId, atMs, targets, refusedKeys: refusedKeys(keys) };
}
