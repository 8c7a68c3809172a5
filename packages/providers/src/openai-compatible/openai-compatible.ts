import { openaiLike } from '../openai-like/openai-like.ts';

/** Any other host that speaks OpenAI's dialect (vLLM, Ollama, llama.cpp, a proxy ...); it may leave out `[DONE]`. */
export const openaiCompatible = openaiLike({
  id: 'openai-compatible',
  name: 'OpenAI-compatible',
  baseUrl: undefined,
  operations: ['chat', 'responses', 'embeddings'],
  streamEnd: 'done-or-usage',
});
