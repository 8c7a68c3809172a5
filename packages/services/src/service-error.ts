/**
 * Why a verb refused. `not_found` also stands for what belongs to another organization: no verb tells the two apart.
 * `unauthenticated` is what transports say before there is anybody to run a verb for.
 */
export const serviceErrorCodes = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'throttled',
  'unavailable',
] as const;
export type ServiceErrorCode = (typeof serviceErrorCodes)[number];

/** A refusal whose `message` may be shown to the caller; what must stay inside goes into `cause`. */
export class ServiceError extends Error {
  readonly code: ServiceErrorCode;
  /** The input field at fault, as a dotted path, where there is one. */
  readonly field: string | undefined;
  /** With `throttled`: when to try again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ServiceErrorCode,
    message: string,
    detail: { field?: string; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: detail.cause });
    this.name = 'ServiceError';
    this.code = code;
    this.field = detail.field;
    this.retryAfterSeconds = detail.retryAfterSeconds;
  }
}

/** The refusal for a thing that is not there, or not the caller's. */
export function notFound(subject: string): ServiceError {
  return new ServiceError('not_found', `There is no such ${subject}.`);
}
