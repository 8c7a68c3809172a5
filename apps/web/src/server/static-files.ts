import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';

const prefix = '/_next/static/';

/** Answers a request, or hands it on. */
export type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * The build's scripts, styles and fonts in `folder`, as `scripts/compress.mjs` compressed them. Their names change with
 * their content, so browsers keep them for good. Everything else goes to `next`.
 */
export function staticFiles(folder: string): Handler {
  const serve = sirv(folder, {
    brotli: true,
    immutable: true,
    maxAge: 31_536_000,
    setHeaders(response) {
      response.setHeader('x-content-type-options', 'nosniff');
      response.setHeader('cross-origin-resource-policy', 'same-origin');
    },
  });
  return (request, response, next) => {
    const url = request.url ?? '';
    if (!url.startsWith(prefix)) return next();
    request.url = url.slice(prefix.length - 1);
    serve(request, response, () => {
      request.url = url;
      next();
    });
  };
}
