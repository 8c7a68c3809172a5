import { openaiLike } from '../openai-like/openai-like.ts';

/** https://docs.mistral.ai/api; every stream reports usage, and `stream_options` is not among its parameters. */
export const mistral = openaiLike({
  id: 'mistral',
  name: 'Mistral',
  baseUrl: 'https://api.mistral.ai/v1',
  keysUrl: 'https://console.mistral.ai/api-keys',
  operations: ['chat', 'embeddings'],
  requestIdHeader: 'mistral-correlation-id',
  streamUsage: 'always',
});
