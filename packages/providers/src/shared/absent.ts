import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import type { Feature } from '@weir/protocol/canonical/features';
import type { Losses } from '@weir/protocol/canonical/losses';

type Asked = (request: ChatRequest) => boolean;

/** What a request may ask for in a field of its own that a language may have no word for. */
const asked = {
  top_k: ({ sampling }) => sampling.topK !== undefined,
  seed: ({ sampling }) => sampling.seed !== undefined,
  frequency_penalty: ({ sampling }) => sampling.frequencyPenalty !== undefined,
  presence_penalty: ({ sampling }) => sampling.presencePenalty !== undefined,
  logit_bias: ({ sampling }) => sampling.logitBias !== undefined,
  n: ({ sampling }) => (sampling.n ?? 1) > 1,
  logprobs: ({ sampling }) => sampling.logprobs === true || (sampling.topLogprobs ?? 0) > 0,
  parallel_tool_calls: ({ parallelToolCalls, tools }) => parallelToolCalls === false && tools.length > 0,
  verbosity: ({ verbosity }) => verbosity !== undefined,
  service_tier: ({ serviceTier }) => serviceTier !== undefined && serviceTier !== 'auto' && serviceTier !== 'default',
  user: ({ user }) => user !== undefined,
  metadata: ({ metadata }) => Object.keys(metadata ?? {}).length > 0,
  prompt_cache: ({ cache }) => cache !== undefined,
  prompt_cache_key: ({ promptCacheKey }) => promptCacheKey !== undefined,
  prompt_cache_retention: ({ promptCacheRetention }) => promptCacheRetention !== undefined,
  audio_output: ({ modalities }) => modalities?.includes('audio') === true,
  image_output: ({ modalities }) => modalities?.includes('image') === true,
  store: ({ store }) => store === true,
  previous_response: ({ previousResponseId }) => previousResponseId !== undefined,
} as const satisfies { readonly [Name in Feature]?: Asked };

export type AbsentFeature = keyof typeof asked;

/** Tells what of `features`, for which a language has no words, the request asks for: dropped or refused by the table of features. */
export function tellAbsent(features: readonly AbsentFeature[], request: ChatRequest, losses: Losses): void {
  for (const feature of features) if (asked[feature](request)) losses.cannot(feature);
}
