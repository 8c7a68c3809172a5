import { type ChatSide, openHostLacks } from '../openai-like/chat-side.ts';
import { openaiLike } from '../openai-like/openai-like.ts';

/** https://docs.together.ai/reference/chat-completions-1: `logprobs` is a number there, and these are no parameters. */
const lacks: ChatSide['lacks'] = [...openHostLacks, 'logprobs', 'parallel_tool_calls', 'user', 'tool_strict'];

/** https://docs.together.ai/docs/reasoning-overview: words for gpt-oss, a switch for the models that think or not. */
function reasoningOf(model: string): ChatSide['quirks'] {
  return model.includes('gpt-oss')
    ? { reasoning: 'reasoning_effort', efforts: ['low', 'medium', 'high'] }
    : { reasoning: 'reasoning', efforts: [] };
}

/** https://docs.together.ai/reference/chat-completions-1 */
export const together = openaiLike({
  id: 'together',
  name: 'Together',
  baseUrl: 'https://api.together.xyz/v1',
  keysUrl: 'https://api.together.ai/settings/api-keys',
  operations: ['chat', 'completions', 'embeddings', 'images', 'rerank', 'speech', 'transcription'],
  chat: (model) => ({
    lacks,
    quirks: { lengthField: 'max_tokens', developerRole: false, replay: 'reasoning', ...reasoningOf(model) },
  }),
});
