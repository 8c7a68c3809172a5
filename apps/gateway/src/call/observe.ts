import { readHeadroom } from '@weir/protocol/rate-headroom';
import type { Candidate } from '@weir/routing/candidate';
import type { Observation } from '@weir/routing/live';
import type { GatewayDeps } from '../gateway-deps.ts';
import { secretTagOf } from '../health/note-secrets.ts';
import { inputOfUsage, totalOf } from './input-of-usage.ts';
import type { Mutable } from './mutable.ts';
import type { Outcome } from './outcome.ts';
import type { PermittedCall } from './permitted-call.ts';

function outcomeOf({ status, failure, httpStatus }: Outcome): Observation['outcome'] {
  if (status === 'succeeded') return { kind: 'succeeded' };
  if (status === 'canceled' || failure === undefined) return { kind: 'canceled' };
  const { code, retryAfterMs } = failure;
  return {
    kind: 'failed',
    code,
    ...(httpStatus === undefined ? {} : { status: httpStatus }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** What an answer said of itself. */
function addAnswer(observation: Mutable<Observation>, { meter, durationMs, upstreamHeaders }: Outcome): void {
  const { usage, firstTokenMs } = meter;
  const outputTokens = totalOf(usage.output, usage.reasoning);
  const inputTokensRead = inputOfUsage(usage);
  observation.durationMs = durationMs;
  if (firstTokenMs === undefined) observation.waitedMs = durationMs;
  else observation.firstTokenMs = firstTokenMs;
  if (outputTokens !== undefined) observation.outputTokens = outputTokens;
  if (inputTokensRead !== undefined) observation.inputTokensRead = inputTokensRead;
  if (usage.cacheRead !== undefined) observation.cacheReadTokens = usage.cacheRead;
  const headroom = upstreamHeaders === undefined ? undefined : readHeadroom(upstreamHeaders, observation.atMs);
  if (headroom !== undefined) observation.headroom = headroom;
}

/** What an Attempt that is over taught of its target; without an outcome, one that never left. */
export function observationOf(
  { clock }: GatewayDeps,
  { grant, way }: PermittedCall,
  made: { readonly candidate: Candidate; readonly outcome: Outcome | undefined },
): Observation {
  const { candidate, outcome } = made;
  const observation: Mutable<Observation> = {
    organizationId: grant.principal.organizationId,
    candidateId: candidate.id,
    atMs: clock.now(),
    outcome: outcome === undefined ? { kind: 'canceled' } : outcomeOf(outcome),
    inputTokens: way.inputTokens,
    streaming: way.request.streaming,
    durationMs: 0,
  };
  const { providerKeyId } = candidate;
  if (providerKeyId !== undefined) {
    observation.providerKeyId = providerKeyId;
    const secretTag = secretTagOf(grant.config.providerKeys.find(({ id }) => id === providerKeyId));
    if (secretTag !== undefined) observation.secretTag = secretTag;
  }
  if (outcome !== undefined) addAnswer(observation, outcome);
  return observation;
}
