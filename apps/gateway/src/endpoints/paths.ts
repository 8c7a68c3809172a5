import { type Dialect, dialectOf, type Operation } from '@weir/protocol/operation';
import type { Exchange } from '../exchange.ts';

/** The endpoints that make a Call. */
const callPaths: ReadonlyMap<string, Operation> = new Map([
  ['/v1/chat/completions', 'chat'],
  ['/v1/responses', 'responses'],
  ['/v1/embeddings', 'embeddings'],
  ['/v1/messages', 'messages'],
  ['/v1/messages/count_tokens', 'count_tokens'],
]);

/** What vendors serve under these beginnings and this gateway does not. */
const unsupported = [
  '/v1/assistants',
  '/v1/audio',
  '/v1/batches',
  '/v1/completions',
  '/v1/containers',
  '/v1/conversations',
  '/v1/evals',
  '/v1/explain',
  '/v1/feedback',
  '/v1/files',
  '/v1/fine_tuning',
  '/v1/images',
  '/v1/messages/batches',
  '/v1/moderations',
  '/v1/organization',
  '/v1/organizations',
  '/v1/realtime',
  '/v1/rerank',
  '/v1/responses',
  '/v1/skills',
  '/v1/threads',
  '/v1/uploads',
  '/v1/vector_stores',
  '/v1/videos',
  '/v1beta',
];

/** The Operation that a path stands for; undefined for all but the calls. */
export function operationAt(path: string): Operation | undefined {
  return callPaths.get(path);
}

/** True for a vendor's endpoint that is known and not here. */
export function isUnsupported(path: string): boolean {
  return unsupported.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

/** The Dialect in which a caller expects its answer: the endpoint's own, else Anthropic's where the caller names its version. */
export function dialectAt(exchange: Exchange): Dialect {
  const operation = operationAt(exchange.path);
  if (operation !== undefined) return dialectOf(operation);
  const anthropic = exchange.path.startsWith('/v1/messages') || exchange.header('anthropic-version') !== undefined;
  return anthropic ? 'anthropic' : 'openai';
}
