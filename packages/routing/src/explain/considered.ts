import type { Candidate } from '../candidate.ts';
import type { Exclusion } from '../exclusion.ts';
import { figures } from '../figures.ts';
import { type Place, standingsOf } from '../strategies/place.ts';
import type { Standing } from '../strategies/standing.ts';
import type { Considered, Expectation, Target } from '../target.ts';

type Written<Type> = { -readonly [Key in keyof Type]: Type[Key] };

const elsewhere: Exclusion = { code: 'not_reached', reason: 'the conditions of the route lead elsewhere' };
const unnamed: Exclusion = { code: 'not_reached', reason: 'no target of the route names it' };

function targetOf({ provider, model, providerKeyId }: Candidate): Target {
  return providerKeyId === undefined ? { provider, model } : { provider, model, providerKeyId };
}

/** What was expected of a target; figures that are not known are left out. */
export function expectationOf(standing: Standing): Expectation {
  const { costUsd, firstTokenMs, durationMs, quality, hitShare, propensity } = standing;
  const expected: Written<Expectation> = {};
  if (costUsd !== undefined) expected.costUsd = figures(costUsd);
  if (firstTokenMs !== undefined) expected.firstTokenMs = figures(firstTokenMs);
  if (durationMs !== undefined) expected.durationMs = figures(durationMs);
  if (quality !== undefined) {
    expected.quality = quality.quality;
    expected.qualitySource = quality.source;
  }
  if (hitShare > 0) expected.cacheHitShare = figures(hitShare);
  if (propensity !== undefined) expected.propensity = propensity;
  return expected;
}

function tried(standing: Standing): Considered {
  const considered: Written<Considered> = targetOf(standing.candidate);
  considered.expected = expectationOf(standing);
  if (standing.probe) considered.probe = true;
  return considered;
}

function leftOut(standing: Standing): Considered {
  const { exclusion, passedBy } = standing;
  const why = exclusion ?? passedBy ?? elsewhere;
  const considered: Written<Considered> = targetOf(standing.candidate);
  considered.excluded = why.reason;
  considered.exclusion = why.code;
  if (why.code === 'quality') considered.expected = expectationOf(standing);
  return considered;
}

/** Every candidate once: those that are tried, in their order, then those left out, each with its reason. */
export function consideredOf(
  places: readonly Place[],
  standings: readonly Standing[],
  strangers: readonly Candidate[],
): readonly Considered[] {
  const told = new Set<string>();
  const considered: Considered[] = [];
  for (const place of places) {
    for (const standing of standingsOf(place)) {
      told.add(standing.candidate.id);
      considered.push(tried(standing));
    }
  }
  for (const standing of standings) {
    if (told.size === told.add(standing.candidate.id).size) continue;
    considered.push(leftOut(standing));
  }
  for (const stranger of strangers) {
    const { reason, code } = stranger.excluded ?? unnamed;
    considered.push({ ...targetOf(stranger), excluded: reason, exclusion: code });
  }
  return considered;
}
