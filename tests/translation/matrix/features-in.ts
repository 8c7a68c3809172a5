import type { ChatAnswer } from '@weir/protocol/canonical/chat-answer';
import type { ChatRequest, Tool } from '@weir/protocol/canonical/chat-request';
import type { Feature } from '@weir/protocol/canonical/features';
import type { Part } from '@weir/protocol/canonical/part';
import type { StreamEvent } from '@weir/protocol/canonical/stream-event';

/** What an answer can have in it, for the lower rows of the matrix. */
export const answerFeatures = {
  streamed_arguments: 'Arguments of calls, streamed',
  thinking_out: 'Reasoning in the answer',
  citations_out: 'Citations in the answer',
  logprobs_out: 'Log probabilities in the answer',
  refusals: 'Refusals and content filters',
  usage: 'Usage in disjoint buckets',
  errors: 'Errors in the dialect of the client',
} as const;
export type AnswerFeature = keyof typeof answerFeatures;

type Test = (request: ChatRequest) => boolean;

function parts(request: ChatRequest): readonly Part[] {
  return request.turns.flatMap((turn) => turn.parts);
}

function inResults(request: ChatRequest): readonly Part[] {
  return parts(request).flatMap((part) => (part.kind === 'tool_result' ? part.parts : []));
}

const any =
  (test: (part: Part) => boolean): Test =>
  (request) =>
    parts(request).some(test);
const tool =
  (test: (one: Tool) => boolean): Test =>
  (request) =>
    request.tools.some(test);
const choice =
  (kind: string): Test =>
  ({ toolChoice }) =>
    toolChoice?.kind === kind;
const sampled =
  (key: keyof ChatRequest['sampling']): Test =>
  ({ sampling }) =>
    sampling[key] !== undefined;
const media =
  (kind: 'image' | 'document' | 'audio' | 'video', source: string): Test =>
  (request) =>
    [...parts(request), ...inResults(request)].some((part) => part.kind === kind && part.source.kind === source);
const native =
  (key: string): Test =>
  (request) =>
    request.native?.[key] !== undefined;
const builtin = (...names: readonly string[]): Test =>
  tool((one) => one.kind === 'builtin' && names.includes(one.tool));

const isInstruction = ({ role }: ChatRequest['turns'][number]): boolean => role === 'system' || role === 'developer';

/** An instruction behind something that was said. */
const inMidConversation: Test = ({ turns }) =>
  turns.findLastIndex(isInstruction) > turns.findIndex((turn) => !isInstruction(turn));

/** How each feature is seen in a request that was read. */
const tests: Readonly<Record<Feature, Test>> = {
  system: ({ turns }) => turns.some(isInstruction),
  system_position: inMidConversation,
  multi_turn: ({ turns }) => turns.some(({ role }) => role === 'assistant'),
  speaker_name: ({ turns }) => turns.some(({ name }) => name !== undefined),
  tools: tool(({ kind }) => kind === 'function'),
  tool_strict: tool((one) => one.kind === 'function' && one.strict === true),
  tool_schema: tool(
    (one) =>
      one.kind === 'function' &&
      /"(pattern|anyOf|\$defs|\$ref|minItems|minimum)"/.test(JSON.stringify(one.parameters ?? {})),
  ),
  custom_tools: tool(({ kind }) => kind === 'custom'),
  tool_choice_none: choice('none'),
  tool_choice_required: choice('required'),
  tool_choice_one: choice('one'),
  tool_choice_allowed: choice('allowed'),
  parallel_tool_calls: ({ parallelToolCalls }) => parallelToolCalls === false,
  tool_results: any(({ kind }) => kind === 'tool_result'),
  tool_result_media: (request) => inResults(request).some(({ kind }) => kind === 'image' || kind === 'document'),
  tool_result_error: any((part) => part.kind === 'tool_result' && part.isError === true),
  output_schema: ({ output }) => output?.kind === 'schema',
  output_json: ({ output }) => output?.kind === 'json',
  image_base64: media('image', 'base64'),
  image_url: media('image', 'url'),
  image_detail: any((part) => part.kind === 'image' && part.detail !== undefined),
  document_base64: media('document', 'base64'),
  document_url: media('document', 'url'),
  document_context: any((part) => part.kind === 'document' && part.context !== undefined),
  file_id: (request) => media('document', 'file')(request) || media('image', 'file')(request),
  audio_input: media('audio', 'base64'),
  audio_output: ({ modalities }) => modalities?.includes('audio') === true,
  image_output: ({ modalities }) => modalities?.includes('image') === true,
  video_input: (request) => media('video', 'url')(request) || media('video', 'base64')(request),
  reasoning_effort: ({ reasoning }) => reasoning?.effort !== undefined,
  reasoning_budget: ({ reasoning }) => reasoning?.budgetTokens !== undefined,
  reasoning_shown: ({ reasoning }) => reasoning?.shown === true,
  reasoning_replay: any((part) => part.kind === 'reasoning' || ('signature' in part && part.signature !== undefined)),
  prompt_cache: (request) =>
    request.cache !== undefined || any((part) => 'cache' in part && part.cache !== undefined)(request),
  prompt_cache_key: ({ promptCacheKey }) => promptCacheKey !== undefined,
  prompt_cache_retention: ({ promptCacheRetention }) => promptCacheRetention !== undefined,
  citations: any((part) => part.kind === 'document' && part.citations === true),
  logprobs: ({ sampling }) => sampling.logprobs === true || sampling.topLogprobs !== undefined,
  n: ({ sampling }) => (sampling.n ?? 1) > 1,
  stop: sampled('stop'),
  output_tokens_max: sampled('outputTokensMax'),
  temperature: sampled('temperature'),
  top_p: sampled('topP'),
  top_k: sampled('topK'),
  seed: sampled('seed'),
  frequency_penalty: sampled('frequencyPenalty'),
  presence_penalty: sampled('presencePenalty'),
  logit_bias: sampled('logitBias'),
  verbosity: ({ verbosity }) => verbosity !== undefined,
  prediction: native('prediction'),
  service_tier: ({ serviceTier }) => serviceTier !== undefined,
  metadata: ({ metadata }) => metadata !== undefined,
  user: ({ user }) => user !== undefined,
  store: ({ store }) => store === true,
  previous_response: ({ previousResponseId }) => previousResponseId !== undefined,
  web_search: (request) => builtin('web_search')(request) || native('web_search_options')(request),
  code_execution: builtin('code_execution'),
  builtin_tools: tool((one) => one.kind === 'builtin' && one.tool !== 'web_search' && one.tool !== 'code_execution'),
  safety_settings: native('safetySettings'),
  streaming: ({ streaming }) => streaming,
};

/** The features that a request makes use of. */
export function featuresIn(request: ChatRequest): Feature[] {
  return featureNames.filter((name) => tests[name](request));
}

function isFeature(name: string): name is Feature {
  return Object.hasOwn(tests, name);
}

export const featureNames: readonly Feature[] = Object.keys(tests).filter(isFeature);

/** The features that an answer shows; `events` are the ones that it came in, of a stream. */
export function answerFeaturesIn(answer: ChatAnswer, events: readonly StreamEvent[]): AnswerFeature[] {
  const all = answer.choices.flatMap(({ parts: list }) => list);
  const pieces = events.filter((event) => event.type === 'delta' && event.delta.kind === 'arguments').length;
  const shown: Readonly<Record<AnswerFeature, boolean>> = {
    streamed_arguments: pieces > all.filter(({ kind }) => kind === 'tool_call').length,
    thinking_out: all.some((part) => part.kind === 'reasoning' && part.texts.some((words) => words !== '')),
    citations_out: all.some((part) => part.kind === 'text' && (part.annotations ?? []).length > 0),
    logprobs_out: all.some((part) => part.kind === 'text' && (part.logprobs ?? []).length > 0),
    refusals:
      all.some(({ kind }) => kind === 'refusal') ||
      answer.choices.some(({ finish }) => finish?.reason === 'content_filter' || finish?.reason === 'refusal'),
    usage: answer.usage !== undefined && Object.keys(answer.usage).length > 0,
    errors: answer.failure !== undefined,
  };
  return answerFeatureNames.filter((name) => shown[name]);
}

function isAnswerFeature(name: string): name is AnswerFeature {
  return Object.hasOwn(answerFeatures, name);
}

export const answerFeatureNames: readonly AnswerFeature[] = Object.keys(answerFeatures).filter(isAnswerFeature);
