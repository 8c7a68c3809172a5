import type { Grant } from '@weir/access/grant';
import { WeirError } from '@weir/protocol/errors';
import { dialectOf } from '@weir/protocol/operation';
import type { ParsedRequest } from '@weir/protocol/parse-request';
import { candidateId } from '@weir/routing/candidate';
import { hashOf, uniform } from '@weir/routing/random';
import type { Explanation } from '@weir/routing/target';
import { ClientGone } from '../exchange.ts';
import type { Gateway } from '../gateway-deps.ts';
import { findWay } from '../way/find-way.ts';
import type { Way } from '../way/way.ts';
import { answer, breakOff, sendError } from './answer.ts';
import { answerEstimate } from './answer-estimate.ts';
import { authenticate } from './authenticate.ts';
import type { Answer, Outcome } from './outcome.ts';
import type { PermittedCall } from './permitted-call.ts';
import type { Prepared } from './prepare.ts';
import { type RawCall, readBody, readHead } from './receive.ts';
import { refuse } from './refuse.ts';
import type { RequestHeaders } from './request-headers.ts';
import { type AnsweredBy, callHeaders } from './response-headers.ts';
import { type Arrival, runPlan } from './run-plan.ts';
import { seedOf } from './seed-of.ts';
import { publicCost, settle } from './settle.ts';
import { toWeirError } from './to-weir-error.ts';

/** What of a call is known so far: for its record, if it goes no further. */
type Known = { readonly call: RawCall; grant: Grant | undefined; request: ParsedRequest | undefined };

/** Milliseconds since the call came in. */
function elapsedMs({ deps }: Gateway, call: RawCall): number {
  return deps.clock.monotonic() - call.startedAt;
}

/** Of an answer that has begun nothing can be taken back: it is broken off. */
function sendFailure(gateway: Gateway, call: RawCall, error: WeirError): void {
  if (call.exchange.answering) {
    breakOff(call, error, false);
    return;
  }
  const headers = callHeaders(gateway.deps, call);
  sendError(call.exchange, error, { dialect: dialectOf(call.operation), callId: call.callId, headers });
}

/** Ends a call that never got to an Attempt. */
function turnAway(gateway: Gateway, failed: Known, thrown: unknown): void {
  const left = thrown instanceof ClientGone;
  const error = left ? undefined : toWeirError(gateway.deps.log, failed.call.callId, thrown);
  refuse(gateway, { ...failed, error });
  if (error === undefined) failed.call.exchange.cut();
  else sendFailure(gateway, failed.call, error);
}

/** Ends a call whose Attempt could not be settled: its client gets no more of it, its line becomes `interrupted`. */
function abandon(gateway: Gateway, call: RawCall, thrown: unknown): void {
  const error = toWeirError(gateway.deps.log, call.callId, thrown);
  sendFailure(gateway, call, error);
}

/** The decision, what became of it, and how the call was put into the words of its target where they are not the client's. */
function explained({ explanation }: Way, { made, turns }: Extract<Arrival, { kind: 'made' }>): Explanation {
  const told = translationOf(made.prepared);
  if (told === undefined && turns.length === 0) return explanation;
  return {
    ...explanation,
    ...(turns.length === 0 ? {} : { turns }),
    ...(told === undefined ? {} : { translation: told }),
  };
}

function translationOf({ translation, rewriting }: Prepared): Explanation['translation'] {
  if (translation !== undefined) {
    const { upstream, translated } = translation;
    return { language: upstream.language, dropped: translated.dropped };
  }
  return rewriting === undefined ? undefined : { language: rewriting.language, dropped: rewriting.dropped };
}

/** What is left to tell a client that has the beginning of an answer: another's failure can only end its stream. */
function inStream({ exchange }: RawCall, outcome: Outcome, unfinished: boolean): Answer {
  const { answer: last, failure, status } = outcome;
  if (!exchange.answering || last.kind === 'broken' || last.kind === 'gone') return last;
  if (last.kind === 'tail' && !unfinished) return last;
  const told = last.kind === 'error' ? last.error : undefined;
  const message = failure?.message ?? `The answer broke off, and nobody could carry it on (${status}).`;
  return { kind: 'broken', status: 200, framed: true, error: told ?? new WeirError('upstream_truncated', message) };
}

type End = Pick<Outcome, 'status' | 'answer'>;

/** How a call ends for its client: as its last Attempt did, but for what came between that and the next one. */
function endOf({ deps }: Gateway, call: RawCall, { made, unfinished, ended }: Extract<Arrival, { kind: 'made' }>): End {
  const { outcome } = made;
  if (ended !== undefined) {
    if (ended.thrown instanceof ClientGone) return { status: 'canceled', answer: { kind: 'gone' } };
    const error = toWeirError(deps.log, call.callId, ended.thrown);
    const answer = inStream(call, { ...outcome, answer: { kind: 'error', error } }, unfinished);
    return { status: 'failed', answer };
  }
  const isCut = unfinished && outcome.status === 'succeeded';
  return { status: isCut ? 'truncated' : outcome.status, answer: inStream(call, outcome, unfinished) };
}

/** Steps 7 and 8: what is left of the answer goes out once the call is on disk. */
function finish(gateway: Gateway, permitted: PermittedCall, arrival: Extract<Arrival, { kind: 'made' }>): void {
  const { call, way } = permitted;
  const { made, attempts, recorded } = arrival;
  const { status, answer: last } = endOf(gateway, call, arrival);
  const ended = { permitted, last: made, answer: last, attempts, status, explanation: explained(way, arrival) };
  const spent = settle(gateway, { permitted, made: recorded ? undefined : made, ended, spent: arrival.spent });
  arrival.paid(spent);
  const by: AnsweredBy = { route: way.route, attempts, target: made.target };
  if (made.outcome.status === 'succeeded') {
    way.stay?.({ candidateId: candidateId(made.identity), usage: made.outcome.meter.usage });
  }
  const costUsd = publicCost(spent);
  const outcome = { answer: last, headers: () => callHeaders(gateway.deps, call, by) };
  answer(call, outcome, costUsd === undefined ? {} : { costUsd });
}

/** What waits are drawn by, from the call's id. */
function jitterOf({ callId }: RawCall): () => number {
  const seed = seedOf(callId);
  const label = hashOf('wait');
  let draws = 0;
  return () => {
    draws += 1;
    return uniform(seed, label, draws);
  };
}

/** Steps 6 to 8. Rejects only before an Attempt is on disk. */
async function carry(gateway: Gateway, permitted: PermittedCall): Promise<void> {
  const { call } = permitted;
  const arrival = await runPlan(gateway, permitted, jitterOf(call));
  if (arrival.kind === 'estimate') return answerEstimate(gateway, permitted, arrival.estimate);
  try {
    finish(gateway, permitted, arrival);
  } catch (thrown) {
    abandon(gateway, call, thrown);
  }
}

type Said = { readonly grant: Grant; readonly asked: RequestHeaders; readonly body: Buffer };

/** Steps 3 to 5. The request's document is let go here: a call may stay open for long. */
function understand(gateway: Gateway, known: Known, said: Said): Way | Promise<Way> {
  const { call } = known;
  const { grant, asked, body } = said;
  const read = readBody(call, body);
  known.request = read.request;
  return findWay(gateway.deps, { grant, ...read, asked, atMs: call.startedAtMs, seed: seedOf(call.callId) });
}

/**
 * The way of one call. Each step takes what the one before gave; the first that throws decides the answer. Never
 * rejects.
 */
export async function serveCall(gateway: Gateway, call: RawCall): Promise<void> {
  const { access, settings } = gateway.deps;
  const known: Known = { call, grant: undefined, request: undefined };
  try {
    const found = authenticate(access, call.exchange);
    const grant = found instanceof Promise ? await found : found;
    if (grant.explainsOnly === true) throw new WeirError('invalid_key', 'This internal token makes no calls.');
    known.grant = grant;
    const authenticatedMs = elapsedMs(gateway, call);
    const asked = readHead(call);
    const body = await call.exchange.readBody(settings.bodyBytesMax);
    const receivedMs = elapsedMs(gateway, call);
    const chosen = understand(gateway, known, { grant, asked, body });
    const way = chosen instanceof Promise ? await chosen : chosen;
    const plannedMs = elapsedMs(gateway, call);
    await carry(gateway, { call, grant, asked, way, authenticatedMs, receivedMs, plannedMs });
  } catch (thrown) {
    turnAway(gateway, known, thrown);
  }
}
