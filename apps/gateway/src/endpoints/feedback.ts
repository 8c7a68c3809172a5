import type { Grant } from '@weir/access/grant';
import { WeirError } from '@weir/protocol/errors';
import type { Exchange } from '../exchange.ts';
import type { Gateway } from '../gateway-deps.ts';
import { readFeedback } from './feedback-body.ts';
import type { FeedbackRate } from './feedback-rate.ts';
import type { LiveState } from './internal.ts';
import { refusal } from './refusal.ts';

/** Two ids and a number, and room for spaces. */
const bodyBytesMax = 4_096;

export type FeedbackContext = {
  readonly gateway: Gateway;
  readonly live: LiveState;
  readonly feedbackRate: FeedbackRate;
};

/** What is answered once it is on disk. */
export type FeedbackAnswer = { readonly callId: string; readonly accepted: true };

/**
 * `POST /v1/feedback`: keeps what is said of an answer, or of two, in the spool. Nothing is looked up: what another
 * project's calls are said to be worth is never learnt from. Throws WeirError.
 */
export async function takeFeedback(
  { gateway, live, feedbackRate }: FeedbackContext,
  exchange: Exchange,
  grant: Grant,
): Promise<FeedbackAnswer> {
  const { clock, settings, spool } = gateway.deps;
  if (grant.key === undefined) throw new WeirError('invalid_key', 'Feedback takes gateway keys only.');
  const refused = refusal(live, settings.openCallsMax);
  if (refused !== undefined) throw refused;
  const { organizationId, projectId, gatewayKeyId, memberId } = grant.principal;
  const retryAfterMs = feedbackRate.take(projectId, clock.monotonic());
  if (retryAfterMs !== undefined) {
    const message = 'This project sends feedback faster than the gateway takes it. Try again after a second.';
    throw new WeirError('too_much_feedback', message, { retryAfterMs });
  }
  const { callId, said } = readFeedback(await exchange.readBody(Math.min(bodyBytesMax, settings.bodyBytesMax)));
  spool.append([
    {
      kind: 'feedback',
      ...{ organizationId, projectId, ...said, saidAtMs: clock.now() },
      ...(gatewayKeyId === undefined ? {} : { gatewayKeyId }),
      ...(memberId === undefined ? {} : { memberId }),
    },
  ]);
  return { callId, accepted: true };
}
