import { openaiLike } from '../openai-like/openai-like.ts';

/**
 * Any other host that speaks OpenAI's dialect (vLLM, Ollama, llama.cpp, a proxy ...); it may leave out `[DONE]`. What is
 * known of all of them is what the dialect was when they began to speak it; what a host cannot do, it says itself.
 */
export const openaiCompatible = openaiLike({
  id: 'openai-compatible',
  name: 'OpenAI-compatible',
  baseUrl: undefined,
  // Behind such a host may be another router, whose clients mean it and not this one.
  takesRoutingFields: true,
  operations: [
    'chat',
    'responses',
    'completions',
    'embeddings',
    'images',
    'image_edits',
    'moderations',
    'rerank',
    'speech',
    'transcription',
  ],
  streamEnd: 'done-or-usage',
  chat: {
    lacks: ['custom_tools', 'tool_choice_allowed', 'prompt_cache', 'web_search', 'file_id'],
    quirks: {
      lengthField: 'max_tokens',
      developerRole: false,
      reasoning: 'reasoning_effort',
      replay: 'reasoning_content',
    },
  },
});
