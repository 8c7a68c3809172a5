import type { Exchange } from '../exchange.ts';
import { forwardLimitHeaders } from '../forwarded-headers.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import type { RawCall } from './receive.ts';
import type { Translation } from './translation.ts';

/** Headers that a browser may read of an answer. */
const exposed = [
  'x-weir-call-id',
  'x-weir-route',
  'x-weir-provider',
  'x-weir-model',
  'x-weir-attempts',
  'x-weir-cost-usd',
  'x-weir-dropped',
  'x-weir-estimate',
  'x-request-id',
  'request-id',
  'retry-after',
].join(', ');

/** What a browser at an allowed origin needs, as name, value, name, value; nothing for other callers. */
export function corsHeaders(origins: readonly string[], exchange: Exchange): string[] {
  if (origins.length === 0) return [];
  const origin = exchange.header('origin');
  const any = origins.includes('*');
  if (origin === undefined || !(any || origins.includes(origin))) return [];
  const allowed = ['access-control-allow-origin', any ? '*' : origin, 'access-control-expose-headers', exposed];
  return any ? allowed : [...allowed, 'vary', 'origin'];
}

/** A model's name is the caller's text and may hold what a header cannot. */
function headerText(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text.toWellFormed());
}

/** How a call is answered, as far as the headers say: by whom, under which route, after how many Attempts. */
export type AnsweredBy = {
  readonly route?: string | undefined;
  readonly attempts: number;
  readonly target?: { readonly provider: { readonly id: string }; readonly model: string } | undefined;
};

/** The headers that every answer of a call carries, as name, value, name, value. */
export function callHeaders(deps: GatewayDeps, call: RawCall, by: AnsweredBy = { attempts: 0 }): string[] {
  const { route, attempts, target } = by;
  const headers = corsHeaders(deps.settings.corsOrigins, call.exchange);
  headers.push('x-weir-call-id', call.callId, 'x-weir-attempts', String(attempts));
  if (route !== undefined) headers.push('x-weir-route', route);
  if (target !== undefined)
    headers.push('x-weir-provider', target.provider.id, 'x-weir-model', headerText(target.model));
  return headers;
}

/** The media type of an answer in the client's own words. */
function typeOfAnswer({ request, context }: Translation): string {
  return request.streaming && context.asArray !== true ? 'text/event-stream; charset=utf-8' : 'application/json';
}

/** What the head of an answer in the client's own words says; JSON where no type is stated. */
type Told = { readonly dropped: readonly string[]; readonly contentType?: string };

/** What a translated conversation's head says. */
export function toldOf(translation: Translation): Told {
  return { dropped: translation.translated.dropped, contentType: typeOfAnswer(translation) };
}

/** Adds to `into` (name, value, name, value) what a translated answer carries: its own type, losses, the upstream's limits. */
export function translatedHeaders(
  { dropped, contentType = 'application/json' }: Told,
  upstreamHeaders: Readonly<Record<string, string>>,
  into: string[],
): void {
  into.push('content-type', contentType);
  if (dropped.length > 0) into.push('x-weir-dropped', headerText(dropped.join(', ')));
  forwardLimitHeaders(upstreamHeaders, into);
}
