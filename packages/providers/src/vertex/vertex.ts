import type { Operation } from '@weir/protocol/operation';
import { toFailure } from '@weir/protocol/to-failure';
import { fromCountTokensBody, fromMessagesBody, MessagesDecoder } from '../anthropic/messages.ts';
import { fromGeminiBody } from '../gemini/gemini.ts';
import { GenerateDecoder } from '../gemini/generate.ts';
import { ChatDecoder, fromChatBody } from '../openai-like/chat.ts';
import type { Decoder, Provider } from '../provider.ts';
import { google, googleLocation, googleProject, googleServiceAccount } from '../shared/credential-forms.ts';
import { passThrough } from '../shared/to-http.ts';
import { vertexChat } from './chat.ts';
import { vertexCount } from './count.ts';
import { vertexEmbeddings } from './embed.ts';
import { vertexLane } from './lane.ts';
import { publishedBy } from './publisher.ts';

/** https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations: two areas and the world have hosts of their own. */
function hostOf(region: string): string {
  if (region === 'global') return 'aiplatform.googleapis.com';
  if (region === 'us' || region === 'eu') return `aiplatform.${region}.rep.googleapis.com`;
  return `${region}-aiplatform.googleapis.com`;
}

function fromBody(operation: Operation, body: Buffer): ReturnType<Provider['fromBody']> {
  switch (operation) {
    case 'messages':
      return fromMessagesBody(body.toString());
    case 'count_tokens':
      return fromCountTokensBody(body.toString());
    case 'chat':
      return fromChatBody(body.toString());
    default:
      return fromGeminiBody(operation, body);
  }
}

function decoder(operation: Operation): Decoder {
  if (operation === 'messages') return new MessagesDecoder();
  return operation === 'chat' ? new ChatDecoder('done') : new GenerateDecoder();
}

function operationsFor(model: string): readonly Operation[] {
  switch (publishedBy(model).publisher) {
    case 'google':
      return ['generate_content', 'gemini_count_tokens'];
    case 'anthropic':
      return ['messages', 'count_tokens'];
    case 'mistralai':
      return [];
    default:
      return ['chat'];
  }
}

/** https://cloud.google.com/vertex-ai/generative-ai/docs; Gemini, Claude and open models side by side. */
export const vertex: Provider = {
  id: 'vertex',
  name: 'Google Vertex AI',
  baseUrl: undefined,
  keysUrl: 'https://console.cloud.google.com/iam-admin/serviceaccounts',
  auth: googleServiceAccount.auth,
  credentialForms: google,
  settings: [googleLocation(), googleProject],
  baseUrlOf: ({ region }) => `https://${hostOf(region ?? 'global')}`,
  operations: ['generate_content', 'gemini_count_tokens', 'messages', 'count_tokens', 'chat'],
  operationsFor,
  // Its lists are by maker and tell no more than the catalogue.
  modelsPath: undefined,
  requestIdHeader: 'x-request-id',
  chat: (_request, model) => vertexChat(model),
  embeddings: (model) => (publishedBy(model).publisher === 'google' ? vertexEmbeddings(model) : undefined),
  countTokens: (_request, model) => vertexCount(vertexChat(model), model),
  toHttp: (request, target) => passThrough(vertexLane, request, target),
  fromBody,
  decoder,
  toFailure,
};
