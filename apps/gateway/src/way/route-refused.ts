import { WeirError } from '@weir/protocol/errors';
import type { Refusal } from '@weir/routing/refusal';
import type { Explanation } from '@weir/routing/target';

/** No target can take a call: the error that its client gets, and why each was left out. */
export class RouteRefused extends WeirError {
  readonly explanation: Explanation;

  constructor({ code, message, retryAfterMs, explanation }: Refusal) {
    super(code, message, { field: 'model', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
    this.name = 'RouteRefused';
    this.explanation = explanation;
  }
}
