import { generateContent } from '@weir/protocol/dialects/generate-content/generate-content';
import { asObject, listAt, textAt } from '@weir/protocol/json-read';
import type { Operation } from '@weir/protocol/operation';
import { toFailure } from '@weir/protocol/to-failure';
import type { ChatUpstream, Provider } from '../provider.ts';
import { chatUpstream } from '../shared/chat-upstream.ts';
import { passThrough } from '../shared/to-http.ts';
import { geminiCount } from './count.ts';
import { geminiEmbeddings } from './embed.ts';
import { fromCountBody, fromEmbedBody, fromGenerateBody, GenerateDecoder } from './generate.ts';
import { lacksOf } from './lacks.ts';
import { geminiLane, generateMethod, modelPath } from './lane.ts';

/** Reads a whole answer of an operation of Gemini's own. */
export function fromGeminiBody(operation: Operation, body: Buffer): ReturnType<Provider['fromBody']> {
  const text = body.toString();
  if (operation === 'gemini_embed') return fromEmbedBody(text);
  return operation === 'gemini_count_tokens' ? fromCountBody(text) : fromGenerateBody(text);
}

/** Gemini for clients of other dialects. */
function geminiChat(model: string): ChatUpstream {
  return chatUpstream({
    dialect: generateContent,
    path: (call) => `/v1beta/${modelPath(call.model)}:${generateMethod(call.streaming)}`,
    name: 'Gemini',
    signer: 'gemini',
    lacks: lacksOf(model),
  });
}

/** Names stand as `models/{id}`; those that neither converse nor embed are other machines. */
function modelsOf(body: unknown): readonly string[] {
  return listAt(asObject(body), 'models').flatMap((value) => {
    const model = asObject(value);
    const methods = listAt(model, 'supportedGenerationMethods');
    const serves = methods.length === 0 || methods.includes('generateContent') || methods.includes('embedContent');
    const name = textAt(model, 'name');
    return name === undefined || !serves ? [] : [name.replace(/^models\//, '')];
  });
}

/** https://ai.google.dev/api */
export const gemini: Provider = {
  id: 'gemini',
  name: 'Gemini',
  baseUrl: 'https://generativelanguage.googleapis.com',
  keysUrl: 'https://aistudio.google.com/apikey',
  auth: { kind: 'header', name: 'x-goog-api-key' },
  operations: ['generate_content', 'gemini_count_tokens', 'gemini_embed'],
  modelsPath: '/v1beta/models?pageSize=1000',
  modelsOf,
  // Google names none; what stands before it may.
  requestIdHeader: 'x-request-id',
  chat: (_request, model) => geminiChat(model),
  embeddings: () => geminiEmbeddings,
  countTokens: (_request, model) => geminiCount(geminiChat(model)),
  toHttp: (request, target) => passThrough(geminiLane, request, target),
  fromBody: fromGeminiBody,
  decoder: () => new GenerateDecoder(),
  toFailure,
};
