/** Who failed: the caller, the gateway or the upstream. */
export type Fault = 'caller' | 'gateway' | 'upstream';

type ErrorEntry = { readonly status: number; readonly retryable: boolean; readonly fault: Fault };

/** THE catalogue of errors that the gateway answers with; docs/errors.md has a section for each code. */
export const errorCatalogue = {
  invalid_json: { status: 400, retryable: false, fault: 'caller' },
  invalid_request: { status: 400, retryable: false, fault: 'caller' },
  duplicate_key: { status: 400, retryable: false, fault: 'caller' },
  unsupported_capability: { status: 400, retryable: false, fault: 'caller' },
  no_target_qualifies: { status: 400, retryable: false, fault: 'caller' },
  missing_key: { status: 401, retryable: false, fault: 'caller' },
  invalid_key: { status: 401, retryable: false, fault: 'caller' },
  expired_key: { status: 401, retryable: false, fault: 'caller' },
  model_not_allowed: { status: 403, retryable: false, fault: 'caller' },
  model_not_found: { status: 404, retryable: false, fault: 'caller' },
  unknown_endpoint: { status: 404, retryable: false, fault: 'caller' },
  unsupported_endpoint: { status: 404, retryable: false, fault: 'caller' },
  call_not_found: { status: 404, retryable: false, fault: 'caller' },
  method_not_allowed: { status: 405, retryable: false, fault: 'caller' },
  body_too_large: { status: 413, retryable: false, fault: 'caller' },
  unsupported_media_type: { status: 415, retryable: false, fault: 'caller' },
  too_much_feedback: { status: 429, retryable: true, fault: 'caller' },
  upstream_refused_address: { status: 502, retryable: false, fault: 'caller' },
  provider_key_refused: { status: 502, retryable: false, fault: 'upstream' },
  upstream_unavailable: { status: 502, retryable: true, fault: 'upstream' },
  upstream_truncated: { status: 502, retryable: true, fault: 'upstream' },
  upstream_timeout: { status: 504, retryable: true, fault: 'upstream' },
  no_target_available: { status: 503, retryable: true, fault: 'upstream' },
  spool_unavailable: { status: 503, retryable: true, fault: 'gateway' },
  config_unavailable: { status: 503, retryable: true, fault: 'gateway' },
  draining: { status: 503, retryable: true, fault: 'gateway' },
  overloaded: { status: 503, retryable: true, fault: 'gateway' },
  internal: { status: 500, retryable: true, fault: 'gateway' },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;

type ErrorDetail = { readonly field?: string; readonly cause?: unknown; readonly retryAfterMs?: number };

/** An error of the catalogue: `message` is public; what must stay inside goes into `cause`. */
export class WeirError extends Error {
  readonly code: ErrorCode;
  /** The request field or header at fault, where there is one. */
  readonly field: string | undefined;
  /** After which it may be tried again, where that is known. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message, { cause: detail.cause });
    this.name = 'WeirError';
    this.code = code;
    this.field = detail.field;
    this.retryAfterMs = detail.retryAfterMs;
  }

  /** HTTP status, retryability and fault of the code. */
  get entry(): ErrorEntry {
    return errorCatalogue[this.code];
  }
}
