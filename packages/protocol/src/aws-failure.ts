import type { FailureCode } from './failure.ts';
import { type JsonObject, textAt } from './json-read.ts';

/**
 * The errors of Bedrock's runtime and of AWS in general, in small letters.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html#API_runtime_ConverseStream_Errors
 * and .../CommonErrors.html.
 */
export const awsFailureNames: Readonly<Record<string, FailureCode>> = {
  // Also a prompt too long and an unknown model: its words say more.
  validationexception: 'bad_request',
  accessdeniedexception: 'auth',
  unrecognizedclientexception: 'auth',
  expiredtokenexception: 'auth',
  invalidsignatureexception: 'auth',
  incompletesignatureexception: 'auth',
  missingauthenticationtokenexception: 'auth',
  resourcenotfoundexception: 'not_found',
  throttlingexception: 'rate_limited',
  toomanyrequestsexception: 'rate_limited',
  servicequotaexceededexception: 'quota',
  modelnotreadyexception: 'overloaded',
  serviceunavailableexception: 'overloaded',
  modeltimeoutexception: 'timeout',
  modelerrorexception: 'server_error',
  modelstreamerrorexception: 'server_error',
  internalserverexception: 'server_error',
  internalfailure: 'server_error',
  truncated: 'truncated',
};

/** What AWS calls an error: `x-amzn-errortype: Name:namespace`, or `__type: namespace#Name` in the body; in small letters. */
export function awsName(headers: Readonly<Record<string, string>>, body: JsonObject | undefined): string | undefined {
  const said = headers['x-amzn-errortype'] ?? textAt(body, '__type');
  const name = said?.split(':')[0]?.split('#').at(-1)?.trim().toLowerCase();
  return name === '' ? undefined : name;
}
