import { openaiLike } from '../openai-like/openai-like.ts';

/** https://docs.x.ai/docs/api-reference; reasoning stands beside `completion_tokens`, as its `total_tokens` says. */
export const xai = openaiLike({
  id: 'xai',
  name: 'xAI',
  baseUrl: 'https://api.x.ai/v1',
  keysUrl: 'https://console.x.ai',
  operations: ['chat', 'responses'],
});
