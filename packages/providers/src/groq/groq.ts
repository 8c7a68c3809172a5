import type { Feature } from '@weir/protocol/canonical/features';
import { type ChatSide, openHostLacks } from '../openai-like/chat-side.ts';
import { openaiLike } from '../openai-like/openai-like.ts';

/** https://console.groq.com/docs/openai: these are answered with a 400, or do nothing (the penalties, by the API reference). */
const lacks: readonly Feature[] = [
  ...openHostLacks,
  'logprobs',
  'logit_bias',
  'speaker_name',
  'n',
  'frequency_penalty',
  'presence_penalty',
  'top_k',
  'video_input',
];

/** https://console.groq.com/docs/service-tiers */
const tiers: ReadonlySet<string> = new Set(['auto', 'on_demand', 'flex', 'performance']);

function lacksFor(serviceTier: string | undefined): readonly Feature[] {
  return serviceTier !== undefined && tiers.has(serviceTier)
    ? lacks.filter((feature) => feature !== 'service_tier')
    : lacks;
}

/** https://console.groq.com/docs/reasoning: words for effort by family; Qwen's thoughts are in the text unless parsed. */
function effortsOf(model: string): ChatSide['quirks'] {
  if (/gpt-oss/.test(model)) return { reasoning: 'reasoning_effort', efforts: ['low', 'medium', 'high'] };
  if (!/qwen3/.test(model)) return { reasoning: 'none' };
  return { reasoning: 'reasoning_effort', efforts: ['none'], fields: { reasoning_format: 'parsed' } };
}

/** https://console.groq.com/docs/api-reference; streams also report usage under `x_groq`. */
export const groq = openaiLike({
  id: 'groq',
  name: 'Groq',
  baseUrl: 'https://api.groq.com/openai/v1',
  keysUrl: 'https://console.groq.com/keys',
  operations: ['chat', 'responses', 'speech', 'transcription'],
  chat: (model, { serviceTier }) => ({
    lacks: lacksFor(serviceTier),
    quirks: { developerRole: false, replay: 'reasoning', ...effortsOf(model) },
  }),
});
