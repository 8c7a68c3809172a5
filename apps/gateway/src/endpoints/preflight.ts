import { corsHeaders } from '../call/response-headers.ts';
import type { Exchange } from '../exchange.ts';

const maxAgeSeconds = '600';

/** Answers a browser's question whether it may call; without allowed origins the answer allows nothing. */
export function servePreflight(corsOrigins: readonly string[], exchange: Exchange): void {
  const headers = corsHeaders(corsOrigins, exchange);
  if (headers.length > 0) {
    const asked = exchange.header('access-control-request-headers');
    headers.push('access-control-allow-methods', 'GET, POST', 'access-control-max-age', maxAgeSeconds);
    if (asked !== undefined) headers.push('access-control-allow-headers', asked);
  }
  exchange.send(204, headers, '');
}
