import { type Dialect, dialectOf, type Operation } from '@weir/protocol/operation';
import type { PathFacts } from '@weir/protocol/parse-request';
import type { Exchange } from '../exchange.ts';

/** What a path says of a Call: its Operation and, in Gemini's dialect, the model and whether to stream. */
export type CallPath = { readonly operation: Operation; readonly facts?: PathFacts };

/** The endpoints that make a Call. */
const callPaths: ReadonlyMap<string, Operation> = new Map([
  ['/v1/chat/completions', 'chat'],
  ['/v1/responses', 'responses'],
  ['/v1/completions', 'completions'],
  ['/v1/embeddings', 'embeddings'],
  ['/v1/images/generations', 'images'],
  ['/v1/images/edits', 'image_edits'],
  ['/v1/moderations', 'moderations'],
  ['/v1/rerank', 'rerank'],
  // Cohere's clients.
  ['/v2/rerank', 'rerank'],
  ['/v1/audio/speech', 'speech'],
  ['/v1/audio/transcriptions', 'transcription'],
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
  '/v1/containers',
  '/v1/conversations',
  '/v1/evals',
  '/v1/files',
  '/v1/fine_tuning',
  '/v1/images',
  '/v1/messages/batches',
  '/v1/organization',
  '/v1/organizations',
  '/v1/realtime',
  '/v1/responses',
  '/v1/skills',
  '/v1/threads',
  '/v1/uploads',
  '/v1/vector_stores',
  '/v1/videos',
];

/** Google's collections, under each of its versions, and what it asks of a model that no Call is made of. */
const unsupportedAtGoogle = [
  /^(?:\/upload)?\/v1(?:beta|alpha)?\/(?:auth_tokens|batches|cachedContents|corpora|dynamic|fileSearchStores|files|generatedFiles|interactions|operations|tunedModels)(?:[/:]|$)/,
  /^\/v1(?:beta|alpha)?\/models\/.+:[A-Za-z]+$/,
];

/** The Call that a path stands for; undefined for everything else. */
export function callAt(path: string): CallPath | undefined {
  const operation = callPaths.get(path);
  return operation === undefined ? geminiCall(path) : { operation };
}

/** True for a vendor's endpoint that is known and not here. */
export function isUnsupported(path: string): boolean {
  if (unsupportedAtGoogle.some((form) => form.test(path))) return true;
  return unsupported.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

/** What only Google's clients send: some of their calls go to `/v1/models`, as OpenAI's do. */
const geminiHeaders = ['x-goog-api-key', 'x-goog-api-client'];

function isGemini(exchange: Exchange): boolean {
  const { path } = exchange;
  if (/^(?:\/upload)?\/v1(?:beta|alpha)\//.test(path)) return true;
  if (geminiMethods.has(path.slice(path.lastIndexOf(':') + 1))) return true;
  return geminiHeaders.some((name) => exchange.header(name) !== undefined);
}

/** The Dialect in which a caller expects its answer: the endpoint's own, else the one whose vendor's headers the caller sends. */
export function dialectAt(exchange: Exchange): Dialect {
  const operation = callPaths.get(exchange.path);
  if (operation !== undefined) return dialectOf(operation);
  if (isGemini(exchange)) return 'gemini';
  const anthropic = exchange.path.startsWith('/v1/messages') || exchange.header('anthropic-version') !== undefined;
  return anthropic ? 'anthropic' : 'openai';
}
