import { toFailure } from '@weir/protocol/to-failure';
import type { Provider } from '../provider.ts';
import { apiKey } from '../shared/credential-forms.ts';
import { type Lane, passThrough } from '../shared/to-http.ts';
import { cohereChat, cohereUrl } from './chat.ts';
import { cohereEmbeddings } from './embed.ts';
import { fromRerankBody } from './rerank.ts';

const lane: Lane = {
  paths: { rerank: '/v2/rerank' },
  headers: { 'content-type': 'application/json' },
  asksForUsage: () => false,
};

/** https://docs.cohere.com/reference/about; conversations are translated, for it speaks no client's dialect. */
export const cohere: Provider = {
  id: 'cohere',
  name: 'Cohere',
  baseUrl: 'https://api.cohere.com',
  keysUrl: 'https://dashboard.cohere.com/api-keys',
  auth: { kind: 'bearer' },
  credentialForms: [apiKey()],
  operations: ['rerank'],
  modelsPath: undefined,
  requestIdHeader: 'x-request-id',
  chat: () => cohereChat,
  embeddings: () => cohereEmbeddings,
  toHttp: (request, target) => ({
    ...passThrough(lane, request, target),
    url: cohereUrl(target.baseUrl, '/v2/rerank'),
  }),
  fromBody: (_operation, body) => fromRerankBody(body.toString()),
  decoder: () => ({ frame: () => [], end: () => [] }),
  toFailure,
};
