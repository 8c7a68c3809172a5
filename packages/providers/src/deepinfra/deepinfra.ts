import { openHostLacks } from '../openai-like/chat-side.ts';
import { openaiLike } from '../openai-like/openai-like.ts';

/** https://deepinfra.com/docs/openai_api lists the parameters it takes. */
export const deepinfra = openaiLike({
  id: 'deepinfra',
  name: 'DeepInfra',
  baseUrl: 'https://api.deepinfra.com/v1/openai',
  keysUrl: 'https://deepinfra.com/dash/api_keys',
  operations: ['chat', 'completions', 'embeddings', 'images', 'speech', 'transcription'],
  chat: {
    lacks: [...openHostLacks, 'logit_bias', 'parallel_tool_calls'],
    quirks: {
      lengthField: 'max_tokens',
      developerRole: false,
      reasoning: 'reasoning_effort',
      efforts: ['none', 'low', 'medium', 'high'],
      replay: 'reasoning_content',
    },
  },
});
