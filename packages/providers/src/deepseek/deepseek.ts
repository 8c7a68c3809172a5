import { openHostLacks } from '../openai-like/chat-side.ts';
import { openaiLike } from '../openai-like/openai-like.ts';

/**
 * https://api-docs.deepseek.com; cache hits stand in `prompt_cache_hit_tokens`, streams wait with `: keep-alive`. Its
 * content is text; JSON comes without a schema; reasoning has to come back within a tool loop
 * (https://api-docs.deepseek.com/guides/thinking_mode), and nothing is said against it elsewhere.
 */
export const deepseek = openaiLike({
  id: 'deepseek',
  name: 'DeepSeek',
  baseUrl: 'https://api.deepseek.com/v1',
  keysUrl: 'https://platform.deepseek.com/api_keys',
  operations: ['chat'],
  chat: {
    lacks: [
      ...openHostLacks,
      'output_schema',
      'image_base64',
      'image_url',
      'video_input',
      'n',
      'seed',
      'top_k',
      'logit_bias',
      'user',
      'parallel_tool_calls',
    ],
    quirks: {
      lengthField: 'max_tokens',
      developerRole: false,
      contentLists: 'none',
      reasoning: 'thinking',
      efforts: ['low', 'medium', 'high', 'max'],
      replay: 'reasoning_content',
    },
  },
});
