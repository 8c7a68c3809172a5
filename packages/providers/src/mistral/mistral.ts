import { type ChatSide, openaiOnly } from '../openai-like/chat-side.ts';
import { openaiLike } from '../openai-like/openai-like.ts';

/** Not among the parameters of https://docs.mistral.ai/api/#tag/chat; metadata and prompt_cache_key are. */
const lacks: ChatSide['lacks'] = [
  ...openaiOnly.filter((feature) => feature !== 'metadata' && feature !== 'prompt_cache_key'),
  'top_k',
  'logit_bias',
  'logprobs',
  'user',
  'speaker_name',
  'prompt_cache',
  'video_input',
];

/** https://docs.mistral.ai/api; every stream reports usage, and `stream_options` is not among its parameters. */
export const mistral = openaiLike({
  id: 'mistral',
  name: 'Mistral',
  baseUrl: 'https://api.mistral.ai/v1',
  keysUrl: 'https://console.mistral.ai/api-keys',
  operations: ['chat', 'embeddings', 'moderations', 'transcription'],
  embeddings: { dimensions: 'output_dimension' },
  requestIdHeader: 'mistral-correlation-id',
  streamUsage: 'always',
  chat: (model) => ({
    lacks,
    quirks: {
      lengthField: 'max_tokens',
      seedField: 'random_seed',
      developerRole: false,
      anyTool: 'any',
      toolCallIds: 'nine_alphanumerics',
      documentUrl: 'document_url',
      replay: 'thinking',
      // Magistral thinks always; `reasoning_effort` is for the models that can be told to.
      ...(model.includes('magistral')
        ? { reasoning: 'none' }
        : { reasoning: 'reasoning_effort', efforts: ['none', 'high'] }),
    },
  }),
});
