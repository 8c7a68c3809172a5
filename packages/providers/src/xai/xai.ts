import { type ChatSide, openHostLacks } from '../openai-like/chat-side.ts';
import { openaiLike } from '../openai-like/openai-like.ts';
import type { Provider } from '../provider.ts';
import { needsResponses, xaiResponses } from './xai-responses.ts';

const lacks: ChatSide['lacks'] = [...openHostLacks, 'logit_bias', 'top_k', 'video_input', 'speaker_name'];

/** https://docs.x.ai/docs/guides/reasoning: these answer with an error where the model thinks. */
const notWhileThinking: ChatSide['lacks'] = ['presence_penalty', 'frequency_penalty', 'stop'];

function thinks(model: string): boolean {
  return !model.includes('non-reasoning') && /^grok-(4|code|build|latest|3-mini)|reasoning/.test(model);
}

/** The same page: words for effort by model. Grok 4 is recorded to take the field, though the page once said otherwise. */
function effortsOf(model: string): ChatSide['quirks'] {
  if (model.startsWith('grok-3-mini')) return { reasoning: 'reasoning_effort', efforts: ['low', 'high'] };
  if (/^grok-(4\.3|latest)/.test(model)) {
    return { reasoning: 'reasoning_effort', efforts: ['none', 'low', 'medium', 'high'] };
  }
  return thinks(model) && !model.includes('code')
    ? { reasoning: 'reasoning_effort', efforts: ['low', 'medium', 'high'] }
    : { reasoning: 'none' };
}

const like = openaiLike({
  id: 'xai',
  name: 'xAI',
  baseUrl: 'https://api.x.ai/v1',
  keysUrl: 'https://console.x.ai',
  operations: ['chat', 'responses', 'images', 'image_edits'],
  chat: (model) => ({
    lacks: thinks(model) ? [...lacks, ...notWhileThinking] : lacks,
    quirks: { developerRole: false, replay: 'reasoning_content', ...effortsOf(model) },
  }),
});

/** https://docs.x.ai/docs/api-reference; reasoning stands beside `completion_tokens`, as its `total_tokens` says. */
export const xai: Provider = {
  ...like,
  chat: (request, model) => (needsResponses(request) ? xaiResponses() : like.chat?.(request, model)),
};
