import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import type { Feature } from '@weir/protocol/canonical/features';
import type { ChatSide } from '../openai-like/chat-side.ts';
import { gptLacks, gptTraits } from './gpt-traits.ts';

/** Of other vendors' forms of the dialect. */
const foreign: readonly Feature[] = ['top_k', 'prompt_cache', 'video_input', 'document_url'];

/** https://platform.openai.com/docs/guides/reasoning: a model that thinks takes none of these. */
const notWhileThinking: readonly Feature[] = ['frequency_penalty', 'presence_penalty', 'logit_bias'];

/** OpenAI's Chat Completions, which knows no reasoning of earlier turns. */
export function openaiChatSide(model: string, request: ChatRequest): ChatSide {
  const traits = gptTraits(model);
  const lacks = gptLacks(traits, request.reasoning?.effort);
  const thinks = lacks.has('temperature');
  return {
    lacks: [
      ...foreign,
      ...lacks,
      ...(thinks ? notWhileThinking : []),
      ...(traits.reasons === true ? stopless(model) : []),
    ],
    quirks: { replay: 'none', ...(traits.efforts.length === 0 ? {} : { efforts: traits.efforts }) },
    reasons: traits.reasons,
  };
}

/** https://platform.openai.com/docs/api-reference/chat/create: `stop` is not supported with o3, o4-mini and what came after. */
function stopless(model: string): readonly Feature[] {
  return /^(o3|o4|gpt-5)/.test(model) ? ['stop'] : [];
}
