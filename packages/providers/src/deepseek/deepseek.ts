import { openaiLike } from '../openai-like/openai-like.ts';

/** https://api-docs.deepseek.com; cache hits stand in `prompt_cache_hit_tokens`, streams wait with `: keep-alive`. */
export const deepseek = openaiLike({
  id: 'deepseek',
  name: 'DeepSeek',
  baseUrl: 'https://api.deepseek.com/v1',
  keysUrl: 'https://platform.deepseek.com/api_keys',
  operations: ['chat'],
});
