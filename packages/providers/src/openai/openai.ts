import { openaiLike } from '../openai-like/openai-like.ts';

/** https://platform.openai.com/docs/api-reference */
export const openai = openaiLike({
  id: 'openai',
  name: 'OpenAI',
  baseUrl: 'https://api.openai.com/v1',
  keysUrl: 'https://platform.openai.com/api-keys',
  operations: ['chat', 'responses', 'embeddings'],
});
