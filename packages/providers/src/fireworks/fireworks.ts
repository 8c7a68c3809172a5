import { openHostLacks } from '../openai-like/chat-side.ts';
import { openaiLike } from '../openai-like/openai-like.ts';

/** https://docs.fireworks.ai/api-reference/post-chatcompletions and https://docs.fireworks.ai/guides/reasoning */
export const fireworks = openaiLike({
  id: 'fireworks',
  name: 'Fireworks',
  baseUrl: 'https://api.fireworks.ai/inference/v1',
  keysUrl: 'https://app.fireworks.ai/settings/users/api-keys',
  operations: ['chat', 'completions', 'embeddings', 'rerank'],
  chat: {
    lacks: [...openHostLacks, 'speaker_name'],
    quirks: {
      lengthField: 'max_tokens',
      developerRole: false,
      reasoning: 'reasoning_effort',
      efforts: ['none', 'low', 'medium', 'high'],
      replay: 'reasoning_content',
    },
  },
});
