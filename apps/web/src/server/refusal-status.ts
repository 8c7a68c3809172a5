import type { ServiceErrorCode } from '@weir/services/service-error';

/** The HTTP status of each refusal. */
export const refusalStatuses = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  throttled: 429,
  unavailable: 503,
} as const satisfies Record<ServiceErrorCode, number>;
