import { openaiLike } from '../openai-like/openai-like.ts';
import type { Provider } from '../provider.ts';
import { openaiChatSide } from './openai-chat.ts';
import { needsChatCompletions, openaiResponses } from './openai-responses.ts';

const like = openaiLike({
  id: 'openai',
  name: 'OpenAI',
  baseUrl: 'https://api.openai.com/v1',
  keysUrl: 'https://platform.openai.com/api-keys',
  operations: ['chat', 'responses', 'embeddings'],
  chat: openaiChatSide,
});

/** https://platform.openai.com/docs/api-reference; Responses is where its models can do most. */
export const openai: Provider = {
  ...like,
  chat: (request, model) =>
    needsChatCompletions(request) ? like.chat?.(request, model) : openaiResponses(request, model),
};
