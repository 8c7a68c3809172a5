import { openaiLike } from '../openai-like/openai-like.ts';
import type { Provider } from '../provider.ts';
import { openaiChatSide } from './openai-chat.ts';
import { openaiCount } from './openai-count.ts';
import { needsChatCompletions, openaiResponses } from './openai-responses.ts';

const like = openaiLike({
  id: 'openai',
  name: 'OpenAI',
  baseUrl: 'https://api.openai.com/v1',
  keysUrl: 'https://platform.openai.com/api-keys',
  operations: [
    'chat',
    'responses',
    'completions',
    'embeddings',
    'images',
    'image_edits',
    'moderations',
    'speech',
    'transcription',
  ],
  chat: openaiChatSide,
});

/** https://platform.openai.com/docs/models: the models that the legacy endpoint still serves; all others converse. */
function completes(model: string): boolean {
  return /instruct|davinci|babbage/.test(model);
}

const withoutCompletions = like.operations.filter((operation) => operation !== 'completions');

/** https://platform.openai.com/docs/api-reference; Responses is where its models can do most. */
export const openai: Provider = {
  ...like,
  operationsFor: (model) => (completes(model) ? like.operations : withoutCompletions),
  countTokens: (request, model) => openaiCount(request, model),
  chat: (request, model) =>
    needsChatCompletions(request) ? like.chat?.(request, model) : openaiResponses(request, model),
};
