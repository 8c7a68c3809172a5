import type { JsonAnswer } from '@weir/egress/fetch-json';
import { errorCatalogue } from '@weir/protocol/errors';
import { z } from 'zod';

/** An error that the gateway answered with. */
export type GatewayError = { readonly status: number; readonly code: string; readonly message: string };

const errorText = z.looseObject({
  error: z.looseObject({
    code: z.string().nullish(),
    type: z.string().nullish(),
    message: z.string().default(''),
  }),
});

function isCatalogued(code: string): code is keyof typeof errorCatalogue {
  return Object.hasOwn(errorCatalogue, code);
}

/** Anthropic's shape has no place for a code of ours: it leads the message. */
function leadingCode(message: string): string | undefined {
  const [, code] = /^(\w+): /.exec(message) ?? [];
  return code !== undefined && isCatalogued(code) ? code : undefined;
}

/** The error of an answer in any dialect; undefined for a success. */
export function gatewayErrorOf({ status, body }: JsonAnswer): GatewayError | undefined {
  if (status >= 200 && status < 300) return undefined;
  const { code, type, message = '' } = errorText.safeParse(body).data?.error ?? {};
  const leading = leadingCode(message);
  const said = leading === undefined ? message : message.slice(leading.length + 2);
  const fallback = `The gateway answered with ${status}.`;
  return { status, code: code ?? leading ?? type ?? `http_${status}`, message: said === '' ? fallback : said };
}

/** True when the gateway itself was in the way, or did not take our word: nothing is known of the upstream then. */
export function isGatewayFault({ code }: GatewayError): boolean {
  if (code === 'invalid_key' || code === 'expired_key' || code === 'missing_key') return true;
  return isCatalogued(code) && errorCatalogue[code].fault === 'gateway';
}
