import type { FailureCode } from './failure.ts';
import { asObject, type JsonObject, listAt, textAt } from './json-read.ts';

/** The details of a Google error of one type (https://cloud.google.com/apis/design/errors#error_details). */
function detailsOf(error: JsonObject | undefined, type: string): readonly JsonObject[] {
  return listAt(error, 'details').flatMap((value) => {
    const detail = asObject(value);
    return detail !== undefined && textAt(detail, '@type')?.endsWith(`/google.rpc.${type}`) === true ? [detail] : [];
  });
}

/** google.rpc.Code in lower case (https://ai.google.dev/gemini-api/docs/troubleshooting), and reasons of its details. */
export const googleFailureNames: Readonly<Record<string, FailureCode>> = {
  quota_per_day: 'quota',
  billing_disabled: 'quota',
  api_key_invalid: 'auth',
  api_key_service_blocked: 'auth',
  service_disabled: 'auth',
  unauthenticated: 'auth',
  permission_denied: 'auth',
  not_found: 'not_found',
  resource_exhausted: 'rate_limited',
  unavailable: 'overloaded',
  deadline_exceeded: 'timeout',
  aborted: 'server_error',
  internal: 'server_error',
};

/** A quota that is renewed by the day: no wait of a call's length helps. */
const dailyQuota = 'quota_per_day';

function isDaily(failure: JsonObject): boolean {
  return listAt(failure, 'violations').some((one) => /PerDay/i.test(textAt(asObject(one), 'quotaId') ?? ''));
}

/** What Google names of an error, the narrowest first: daily quotas, the reasons of its details, its status. */
export function googleNames(error: JsonObject | undefined): readonly string[] {
  const reasons = detailsOf(error, 'ErrorInfo').flatMap((detail) => textAt(detail, 'reason') ?? []);
  const daily = detailsOf(error, 'QuotaFailure').some(isDaily) ? [dailyQuota] : [];
  const status = textAt(error, 'status');
  return [...daily, ...reasons, ...(status === undefined ? [] : [status])];
}

/** The wait that Google asks for, in milliseconds: `RetryInfo.retryDelay`, a duration such as `48s` or `0.5s`. */
export function googleRetryMs(error: JsonObject | undefined): number | undefined {
  const [delay] = detailsOf(error, 'RetryInfo').flatMap((detail) => textAt(detail, 'retryDelay') ?? []);
  const seconds = /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(delay ?? '')?.[1];
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1_000);
}
