import { entryOf } from '../../json-read.ts';
import type { FinishReason } from '../../meter-event.ts';

/** Every vendor's words for why an answer ended. */
const reasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  // Together, older Mistral; gateways in front of other dialects.
  eos: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  model_length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  tool_calls: 'tool_calls',
  tool_call: 'tool_calls',
  tool_use: 'tool_calls',
  function_call: 'tool_calls',
  content_filter: 'content_filter',
  safety: 'content_filter',
  // Z.AI (https://docs.z.ai/api-reference/llm/chat-completion).
  sensitive: 'content_filter',
  refusal: 'refusal',
};

/** The reason that a vendor's word stands for; words like DeepSeek's `insufficient_system_resource` say no more than `other`. */
export function finishReasonOf(word: string): FinishReason {
  return entryOf(reasons, word.toLowerCase()) ?? 'other';
}

/** OpenAI's word: its schema has no other ones. */
const words: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  content_filter: 'content_filter',
  refusal: 'content_filter',
  pause: 'stop',
  other: 'stop',
};

const known: ReadonlySet<string> = new Set(['stop', 'length', 'tool_calls', 'content_filter', 'function_call']);

/** The word for a reason; the upstream's own where it is one of OpenAI's. An answer that `refuses` in so many words stops. */
export function wordOfFinish(reason: FinishReason, word: string | undefined, refuses: boolean): string {
  if (word !== undefined && known.has(word)) return word;
  return reason === 'refusal' && refuses ? 'stop' : words[reason];
}
