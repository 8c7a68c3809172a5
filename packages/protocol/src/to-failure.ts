import { awsFailureNames, awsName } from './aws-failure.ts';
import type { Failure, FailureCode } from './failure.ts';
import { googleFailureNames, googleNames, googleRetryMs } from './google-error.ts';
import { asObject, type JsonObject, listAt, objectAt, parseObject, textAt } from './json-read.ts';
import { retryAfterMs } from './retry-after.ts';

type Report = {
  readonly codes: readonly string[];
  readonly message: string;
  readonly status: number | undefined;
  /** The wait that is asked for inside the error. */
  readonly waitMs: number | undefined;
};

const messageCharactersMax = 500;

/** What vendors name in `code` or `type`. One list for all: the names do not collide. */
const byName: Readonly<Record<string, FailureCode>> = {
  context_length_exceeded: 'context_length',
  exceed_context_size_error: 'context_length',
  string_above_max_length: 'context_length',
  request_too_large: 'context_length',
  insufficient_quota: 'quota',
  billing_hard_limit_reached: 'quota',
  billing_not_active: 'quota',
  billing_error: 'quota',
  payment_required: 'quota',
  insufficient_balance: 'quota',
  invalid_api_key: 'auth',
  authentication_error: 'auth',
  permission_error: 'auth',
  model_not_found: 'not_found',
  not_found_error: 'not_found',
  invalid_model: 'not_found',
  deploymentnotfound: 'not_found',
  content_policy_violation: 'content_policy',
  content_filter: 'content_policy',
  content_filtered: 'content_policy',
  responsibleaipolicyviolation: 'content_policy',
  moderation_blocked: 'content_policy',
  safety_violations: 'content_policy',
  rate_limit_exceeded: 'rate_limited',
  rate_limit_error: 'rate_limited',
  rate_limited: 'rate_limited',
  too_many_requests: 'rate_limited',
  overloaded_error: 'overloaded',
  overloaded: 'overloaded',
  engine_overloaded: 'overloaded',
  server_is_overloaded: 'overloaded',
  slow_down: 'overloaded',
  capacity_exceeded: 'overloaded',
  service_unavailable: 'overloaded',
  timeout_error: 'timeout',
  request_timeout: 'timeout',
  api_error: 'server_error',
  server_error: 'server_error',
  internal_server_error: 'server_error',
  internal_error: 'server_error',
  ...awsFailureNames,
  ...googleFailureNames,
};

/** For a status without a name that says more. */
const byStatus: Readonly<Record<number, FailureCode>> = {
  401: 'auth',
  402: 'quota',
  403: 'auth',
  404: 'not_found',
  408: 'timeout',
  409: 'server_error',
  413: 'context_length',
  429: 'rate_limited',
  // Groq: flex capacity exceeded.
  498: 'overloaded',
  503: 'overloaded',
  504: 'timeout',
  // Cloudflare, in front of most vendors: the origin did not answer in time.
  522: 'timeout',
  524: 'timeout',
  529: 'overloaded',
};

/** What some vendors say in words alone, or under a name that is too wide (`invalid_request_error`). */
const byWords: readonly (readonly [RegExp, FailureCode])[] = [
  [
    /context (length|window|size)|maximum (context|prompt|input) length|prompt is too long|input is too long|too many (input )?tokens|exceeds? the (maximum|available|limit).{0,40}(context|tokens)|input tokens exceeded/i,
    'context_length',
  ],
  [
    /credit balance is too low|insufficient (funds|balance|credits)|exceeded your (current|monthly) quota|spending limit|enable billing/i,
    'quota',
  ],
  [/(incorrect|invalid) api key|invalid x-api-key|no auth credentials/i, 'auth'],
  [/content (policy|filter|management policy)|content violates|usage guidelines|flagged by/i, 'content_policy'],
  [
    /model .{0,80}(does not exist|not found)|(invalid|unknown) model|not a valid model|model identifier is invalid/i,
    'not_found',
  ],
];

const retryableCodes: ReadonlySet<FailureCode> = new Set([
  'rate_limited',
  'overloaded',
  'server_error',
  'timeout',
  'network',
  'truncated',
]);

/** Names too wide to go by when the words say more. */
const wideNames: ReadonlySet<string> = new Set([
  'rate_limit_exceeded',
  'api_error',
  'server_error',
  'validationexception',
]);

function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  const object = asObject(value);
  const words = textAt(object, 'message') ?? textAt(object, 'msg') ?? textAt(object, 'detail');
  // OpenRouter wraps what its upstream said.
  const wrapped = textAt(objectAt(object, 'metadata'), 'raw');
  return words === undefined || wrapped === undefined ? words : `${words}: ${wrapped}`;
}

/** FastAPI lists what is wrong under `detail`. */
function detailOf(body: JsonObject): string | undefined {
  return wordsOf(body['detail']) ?? wordsOf(listAt(body, 'detail')[0]);
}

function statusIn(value: unknown): number | undefined {
  const status = typeof value === 'string' ? Number(value) : value;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : undefined;
}

/** Reads any vendor's error object: `{error: {...}}`, `{error: "..."}`, `{code, message, type}`, `{detail}`. */
function readReport(body: JsonObject | undefined, text: string): Report {
  const error = asObject(body?.['error']) ?? body;
  const names = [error?.['code'], error?.['type'], body?.['code'], ...googleNames(error)];
  const message =
    (body === undefined ? undefined : (wordsOf(body['error']) ?? wordsOf(body) ?? detailOf(body))) ?? text.trim();
  return {
    codes: names.flatMap((name) => (typeof name === 'string' ? [name.toLowerCase()] : [])),
    message,
    status: names.map(statusIn).find((status) => status !== undefined),
    waitMs: googleRetryMs(error),
  };
}

/** Vendors echo a wrong key in part: whatever looks like one is taken out. */
function withoutSecrets(message: string): string {
  const spoken = message.replace(/(api[- _]?key(?: provided)?: )\S+/gi, '$1[removed]');
  return spoken
    .replace(/\b(?:sk|gsk|xai|csk|pk|rk|weir)[-_][\w*.-]{2,}/g, '[removed]')
    .replace(/\bAIza[\w-]{10,}/g, '[removed]')
    .replace(/\bBearer\s+\S+/gi, 'Bearer [removed]')
    .slice(0, messageCharactersMax);
}

/** A 429 speaks of tokens and models too; only money makes it something else than a rate. */
function isToldByWords(code: FailureCode, status: number): boolean {
  return status === 429 ? code === 'quota' : status < 500;
}

function classify({ codes, message }: Report, status: number): FailureCode {
  const narrow = codes.find((name) => Object.hasOwn(byName, name) && !wideNames.has(name));
  const named = narrow === undefined ? undefined : byName[narrow];
  if (named !== undefined) return named;
  const worded = byWords.find(([pattern]) => pattern.test(message))?.[1];
  if (worded !== undefined && isToldByWords(worded, status)) return worded;
  const wide = codes
    .map((name) => (Object.hasOwn(byName, name) ? byName[name] : undefined))
    .find((code) => code !== undefined);
  return byStatus[status] ?? wide ?? (status >= 500 ? 'server_error' : 'bad_request');
}

function failureOf(report: Report, status: number, headers: Readonly<Record<string, string>>): Failure {
  const code = classify(report, status);
  const waitMs = retryAfterMs(headers) ?? report.waitMs;
  const said = headers['x-should-retry'];
  const retryable = said === 'true' || (said !== 'false' && status !== 501 && retryableCodes.has(code));
  const message = withoutSecrets(report.message) || `The upstream answered with status ${status}.`;
  return { code, retryable, message, ...(waitMs === undefined || !retryable ? {} : { retryAfterMs: waitMs }) };
}

/** Gemini's streams that are no server-sent events hold their error in a list. */
function firstOf(body: string): JsonObject | undefined {
  const text = body.trim();
  return text.startsWith('[') && text.endsWith(']') ? parseObject(text.slice(1, -1)) : undefined;
}

/**
 * The class of an error answer, by what the vendor names it, says in words, and its status, in this order; any of the
 * vendors' error shapes. `x-should-retry` (OpenAI, Anthropic) overrides whether another try may help.
 */
export function toFailure(status: number, headers: Readonly<Record<string, string>>, body: string): Failure {
  const parsed = parseObject(body) ?? firstOf(body);
  const report = readReport(parsed, body);
  const name = awsName(headers, parsed);
  return failureOf(name === undefined ? report : { ...report, codes: [name, ...report.codes] }, status, headers);
}

/** The class of an error that arrived inside an answer under a `name` of its own, as in AWS event streams. */
export function toNamedFailure(name: string, body: JsonObject): Failure {
  const report = readReport(body, '');
  const codes = [name.toLowerCase(), ...report.codes];
  const status = report.status ?? (codes.includes('validationexception') ? 400 : 500);
  const failure = failureOf({ ...report, codes }, status, {});
  return report.message === '' ? { ...failure, message: `The upstream reported ${name} inside its answer.` } : failure;
}

/** The class of an error that arrived inside an answer: `body` holds it as `error`, or is it. */
export function toEmbeddedFailure(body: JsonObject): Failure {
  const report = readReport(body, '');
  const failure = failureOf(report, report.status ?? (report.codes.includes('invalid_request_error') ? 400 : 500), {});
  return report.message === '' ? { ...failure, message: 'The upstream reported an error inside its answer.' } : failure;
}
