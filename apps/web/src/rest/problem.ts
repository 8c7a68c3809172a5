/** An RFC 9457 problem. `instance` is the id of the request, also in `x-request-id`. */
export type Problem = {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** The input field at fault, as a dotted path. */
  readonly field?: string;
};

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Body too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
};

/** The problem of `status` with the words `detail`. */
export function problem(status: number, detail: string, field?: string): Problem {
  return { status, title: titles[status] ?? 'Error', detail, ...(field === undefined ? {} : { field }) };
}

/** A Problem on its way to the client, to be thrown inside the REST transport. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(thrown: Problem, headers: Readonly<Record<string, string>> = {}) {
    super(thrown.detail);
    this.name = 'ProblemError';
    this.problem = thrown;
    this.headers = headers;
  }
}

/** `fault` as the body that clients read. */
export function problemBody(fault: Problem, requestId: string): Record<string, unknown> {
  return { type: 'about:blank', ...fault, instance: `urn:uuid:${requestId}` };
}
