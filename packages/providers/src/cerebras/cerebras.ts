import { openaiLike } from '../openai-like/openai-like.ts';

/** https://inference-docs.cerebras.ai; no recorded stream ends in `[DONE]`: finish and usage come in the last chunk. */
export const cerebras = openaiLike({
  id: 'cerebras',
  name: 'Cerebras',
  baseUrl: 'https://api.cerebras.ai/v1',
  keysUrl: 'https://cloud.cerebras.ai/platform',
  operations: ['chat'],
  streamEnd: 'done-or-usage',
});
