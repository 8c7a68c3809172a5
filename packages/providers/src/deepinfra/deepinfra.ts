import { openaiLike } from '../openai-like/openai-like.ts';

/** https://deepinfra.com/docs/openai_api */
export const deepinfra = openaiLike({
  id: 'deepinfra',
  name: 'DeepInfra',
  baseUrl: 'https://api.deepinfra.com/v1/openai',
  keysUrl: 'https://deepinfra.com/dash/api_keys',
  operations: ['chat', 'embeddings'],
});
