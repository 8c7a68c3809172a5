import { openaiLike } from '../openai-like/openai-like.ts';
import type { Provider } from '../provider.ts';
import { needsResponses, xaiResponses } from './xai-responses.ts';

const like = openaiLike({
  id: 'xai',
  name: 'xAI',
  baseUrl: 'https://api.x.ai/v1',
  keysUrl: 'https://console.x.ai',
  operations: ['chat', 'responses'],
});

/** https://docs.x.ai/docs/api-reference; reasoning stands beside `completion_tokens`, as its `total_tokens` says. */
export const xai: Provider = {
  ...like,
  chat: (request, model) => (needsResponses(request) ? xaiResponses() : like.chat?.(request, model)),
};
