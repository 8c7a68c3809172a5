import { type ChatSide, openHostLacks } from '../openai-like/chat-side.ts';
import { openaiLike } from '../openai-like/openai-like.ts';

/** https://inference-docs.cerebras.ai/resources/openai: a 400 for these; its models take text only. */
const lacks: ChatSide['lacks'] = [
  ...openHostLacks,
  'frequency_penalty',
  'presence_penalty',
  'logit_bias',
  'n',
  'top_k',
  'image_base64',
  'image_url',
  'video_input',
];

/** https://inference-docs.cerebras.ai/capabilities/reasoning: words for effort by family; GLM can only be told not to think. */
function effortsOf(model: string): ChatSide['quirks'] {
  if (/gpt-oss/.test(model)) return { reasoning: 'reasoning_effort', efforts: ['low', 'medium', 'high'] };
  return /glm|zai/.test(model) ? { reasoning: 'reasoning_effort', efforts: ['none'] } : { reasoning: 'none' };
}

/** https://inference-docs.cerebras.ai; no recorded stream ends in `[DONE]`: finish and usage come in the last chunk. */
export const cerebras = openaiLike({
  id: 'cerebras',
  name: 'Cerebras',
  baseUrl: 'https://api.cerebras.ai/v1',
  keysUrl: 'https://cloud.cerebras.ai/platform',
  operations: ['chat', 'completions'],
  streamEnd: 'done-or-usage',
  chat: (model) => ({
    lacks,
    // Instructions are at the developer's level already, under the name of the system.
    quirks: { developerRole: false, replay: 'reasoning', ...effortsOf(model) },
  }),
});
