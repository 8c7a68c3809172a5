import { type Dialect, dialectOf, type Operation } from '@weir/protocol/operation';
import type { PathFacts } from '@weir/protocol/parse-request';
import type { Exchange } from '../exchange.ts';

/** What a path says of a Call: its Operation and, in Gemini's dialect, the model and whether to stream. */
export type CallPath = { readonly operation: Operation; readonly facts?: PathFacts };

/** The endpoints that make a Call. */
const callPaths: ReadonlyMap<string, Operation> = new Map([
  ['/v1/chat/completions', 'chat'],
  ['/v1/responses', 'responses'],
  ['/v1/embeddings', 'embeddings'],
  ['/v1/messages', 'messages'],
  ['/v1/messages/count_tokens', 'count_tokens'],
]);

/** What Gemini's API calls its methods, after the colon in `models/{model}:{method}`. */
const geminiMethods: ReadonlyMap<string, { readonly operation: Operation; readonly streaming: boolean }> = new Map([
  ['generateContent', { operation: 'generate_content', streaming: false }],
  ['streamGenerateContent', { operation: 'generate_content', streaming: true }],
  ['countTokens', { operation: 'gemini_count_tokens', streaming: false }],
  ['embedContent', { operation: 'gemini_embed', streaming: false }],
  ['batchEmbedContents', { operation: 'gemini_embed', streaming: false }],
]);
const geminiPrefixes = ['/v1beta/models/', '/v1/models/', '/v1alpha/models/'];

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function geminiCall(path: string): CallPath | undefined {
  const colon = path.lastIndexOf(':');
  if (colon === -1) return undefined;
  const prefix = geminiPrefixes.find((one) => path.startsWith(one));
  const method = geminiMethods.get(path.slice(colon + 1));
  const model = prefix === undefined ? undefined : decoded(path.slice(prefix.length, colon));
  if (method === undefined || model === undefined || model === '') return undefined;
  const { operation, streaming } = method;
  return { operation, facts: { model, streaming } };
}

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
  '/v1beta/cachedContents',
  '/v1beta/corpora',
  '/v1beta/files',
  '/v1beta/tunedModels',
];

/** The Call that a path stands for; undefined for everything else. */
export function callAt(path: string): CallPath | undefined {
  const operation = callPaths.get(path);
  return operation === undefined ? geminiCall(path) : { operation };
}

/** True for a vendor's endpoint that is known and not here. */
export function isUnsupported(path: string): boolean {
  return unsupported.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

/** The Dialect in which a caller expects its answer: the endpoint's own, else Anthropic's where the caller names its version. */
export function dialectAt(exchange: Exchange): Dialect {
  const { path } = exchange;
  const operation = callPaths.get(path);
  if (operation !== undefined) return dialectOf(operation);
  if (
    path.startsWith('/v1beta/') ||
    path.startsWith('/v1alpha/') ||
    geminiMethods.has(path.slice(path.lastIndexOf(':') + 1))
  )
    return 'gemini';
  const anthropic = exchange.path.startsWith('/v1/messages') || exchange.header('anthropic-version') !== undefined;
  return anthropic ? 'anthropic' : 'openai';
}
