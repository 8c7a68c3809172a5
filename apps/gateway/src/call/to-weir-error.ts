import { WeirError } from '@weir/protocol/errors';
import type { Logger } from '@weir/runtime/logger';

/** The public face of whatever was thrown in a call; a defect is logged and hides behind `internal`. */
export function toWeirError(log: Logger, callId: string, thrown: unknown): WeirError {
  if (thrown instanceof WeirError) return thrown;
  log.error({ callId, err: thrown }, 'a call failed inside the gateway');
  return new WeirError('internal', 'The gateway failed to handle this call. Report it with its call id.');
}
