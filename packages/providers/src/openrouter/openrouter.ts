import { openaiLike } from '../openai-like/openai-like.ts';

/**
 * https://openrouter.ai/docs/api-reference/overview: in front of every other vendor. Reasoning goes both ways in
 * `reasoning_details`, with its makers' seals (https://openrouter.ai/docs/use-cases/reasoning-tokens); streams wait with
 * `: OPENROUTER PROCESSING`; an error within an answer stands in the choice.
 */
export const openrouter = openaiLike({
  id: 'openrouter',
  name: 'OpenRouter',
  baseUrl: 'https://openrouter.ai/api/v1',
  keysUrl: 'https://openrouter.ai/settings/keys',
  takesRoutingFields: true,
  operations: ['chat', 'completions', 'embeddings', 'rerank', 'transcription'],
  embeddings: { purpose: 'input_type' },
  chat: {
    lacks: [
      'custom_tools',
      'tool_choice_allowed',
      'service_tier',
      'store',
      'metadata',
      'prompt_cache_retention',
      'file_id',
    ],
    quirks: {
      lengthField: 'max_tokens',
      reasoning: 'reasoning',
      efforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'],
      replay: 'reasoning_details',
      documentUrl: 'file_data',
      webSearch: 'plugins',
    },
  },
});
