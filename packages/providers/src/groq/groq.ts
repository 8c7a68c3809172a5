import { openaiLike } from '../openai-like/openai-like.ts';

/** https://console.groq.com/docs/api-reference; streams also report usage under `x_groq`. */
export const groq = openaiLike({
  id: 'groq',
  name: 'Groq',
  baseUrl: 'https://api.groq.com/openai/v1',
  keysUrl: 'https://console.groq.com/keys',
  operations: ['chat', 'responses'],
});
