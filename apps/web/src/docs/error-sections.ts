import { type ErrorCode, errorCatalogue, type Fault } from '@weir/protocol/errors';

/** What each error means and what to do. A code of the catalogue that has none does not compile. */
const advice: Readonly<Record<ErrorCode, string>> = {
  invalid_json: 'The body is not JSON. The message gives the position.',
  invalid_request: 'A field or header has the wrong form. The message names it.',
  duplicate_key:
    'A key that the gateway reads (`model`, `stream`, `stream_options`) stands twice in the body. Send it once.',
  unsupported_capability:
    'The model’s provider does not speak what the call asks for. Call another endpoint, or another model.',
  no_target_qualifies:
    'Targets could serve the call, but what the route or the call itself asks for (price, region, retention, quality, `only`, `ignore`) leaves none. The message gives each target’s reason.',
  missing_key: 'Send the gateway key as `Authorization: Bearer`, `x-api-key` or `x-goog-api-key`.',
  invalid_key: 'The gateway key is mistyped, unknown or revoked. Issue a new one.',
  expired_key: 'The gateway key has ended. Issue a new one, or one without an end.',
  model_not_allowed: 'The gateway key’s allowed models and routes do not include this one.',
  model_not_found: 'No provider key of the project serves this model. Use `provider/model`, or store a provider key.',
  unknown_endpoint: 'There is nothing at this path.',
  unsupported_endpoint: 'The vendor has this endpoint, the gateway does not. Call the vendor directly.',
  call_not_found: 'The project has no such call, or its receipt has not arrived yet: try again in a second.',
  method_not_allowed: 'Use the method that the answer’s `allow` header names.',
  body_too_large: 'Send less, or have the operator raise `WEIR_BODY_LIMIT_MB`.',
  unsupported_media_type: 'Send `application/json` without a content encoding.',
  too_much_feedback: 'The project sends feedback faster than 200 a second. Try again after `retry-after`.',
  upstream_refused_address:
    'The provider key’s base URL leads to an address that the gateway does not connect to. The operator can open private networks with `WEIR_PRIVATE_UPSTREAMS`.',
  provider_key_refused:
    'The provider refused the stored provider key or its account; its own words follow. The gateway key is fine: correct the provider key.',
  upstream_unavailable: 'The provider could not be reached.',
  upstream_truncated:
    'The provider’s answer stopped before its end. Within a stream this arrives as the dialect’s error event.',
  upstream_timeout: 'The provider did not answer in time.',
  no_target_available:
    'No target may be asked now: their limits at the provider are used up, or as many calls are open as the route lets through. Try again after `retry-after`.',
  spool_unavailable:
    'The disk for the ledger is full or broken. Calls are refused rather than served without being accounted for.',
  config_unavailable: 'This key is not known here yet, and the database cannot be asked. Try again.',
  draining: 'This process is stopping. Try again: another one answers.',
  overloaded: 'Too many calls are open. Try again after `retry-after`.',
  internal: 'A defect of the gateway. Report it with the call id.',
};

const titles: Readonly<Record<Fault, string>> = {
  caller: 'Yours to correct',
  upstream: 'Of the provider',
  gateway: 'Of the gateway',
};

function isCode(code: string): code is ErrorCode {
  return code in errorCatalogue;
}

/** What an error of the gateway means and what to do, as plain text; undefined for codes of others. */
export function adviceOn(code: string): string | undefined {
  return isCode(code) ? advice[code].replaceAll('`', '') : undefined;
}

function section(code: ErrorCode): string {
  const { status, retryable } = errorCatalogue[code];
  return `### ${code}\n\n**${status}**. ${advice[code]}${retryable ? ' Trying again may help.' : ''}`;
}

/** The catalogue of errors as Markdown, by who failed. */
export function errorSections(): string {
  const codes = Object.keys(errorCatalogue).filter(isCode);
  return (['caller', 'upstream', 'gateway'] as const)
    .map((fault) => {
      const own = codes.filter((code) => errorCatalogue[code].fault === fault);
      return `## ${titles[fault]}\n\n${own.map(section).join('\n\n')}`;
    })
    .join('\n\n');
}
