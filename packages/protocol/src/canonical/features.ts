import type { ChatOperation } from '../operation.ts';

/**
 * What happens to a wish that a target cannot fulfil. `refuse`: the answer would be of another kind than was asked for,
 * so the caller gets a 400 that names field and target. `drop`: the request still makes sense, so it goes out without,
 * and `x-weir-dropped` says so.
 */
export type LossRule = 'refuse' | 'drop';

type FeatureEntry = {
  readonly rule: LossRule;
  /** What it is, in the words of the matrix. */
  readonly title: string;
  /** How each dialect calls the field; absent where it cannot say it. */
  readonly fields: { readonly [Operation in ChatOperation]?: string };
};

/**
 * THE table of what a conversation can ask for, and what becomes of each where a target cannot do it. The matrix has a
 * row for each.
 */
export const features = {
  system: {
    rule: 'refuse',
    title: 'System prompt',
    fields: { chat: 'messages', responses: 'instructions', messages: 'system', generate_content: 'systemInstruction' },
  },
  system_position: {
    rule: 'drop',
    title: 'System message in mid-conversation',
    fields: { chat: 'messages', responses: 'input', messages: 'messages' },
  },
  multi_turn: {
    rule: 'refuse',
    title: 'Several turns',
    fields: { chat: 'messages', responses: 'input', messages: 'messages', generate_content: 'contents' },
  },
  speaker_name: { rule: 'drop', title: 'Names of speakers', fields: { chat: 'messages.name' } },
  tools: {
    rule: 'refuse',
    title: 'Tools with JSON Schema',
    fields: { chat: 'tools', responses: 'tools', messages: 'tools', generate_content: 'tools' },
  },
  tool_strict: {
    rule: 'drop',
    title: 'Strict tool schemas',
    fields: { chat: 'tools.function.strict', responses: 'tools.strict', messages: 'tools.strict' },
  },
  tool_schema: {
    rule: 'drop',
    title: 'Schema keywords that a vendor does not take',
    fields: {
      chat: 'tools.function.parameters',
      responses: 'tools.parameters',
      messages: 'tools.input_schema',
      generate_content: 'tools.functionDeclarations.parametersJsonSchema',
    },
  },
  custom_tools: {
    rule: 'drop',
    title: 'Free-text tools and their grammars',
    fields: { chat: 'tools.custom', responses: 'tools.format' },
  },
  tool_choice_none: {
    rule: 'drop',
    title: 'Tool choice: none',
    fields: { chat: 'tool_choice', responses: 'tool_choice', messages: 'tool_choice', generate_content: 'toolConfig' },
  },
  tool_choice_required: {
    rule: 'refuse',
    title: 'Tool choice: any tool',
    fields: { chat: 'tool_choice', responses: 'tool_choice', messages: 'tool_choice', generate_content: 'toolConfig' },
  },
  tool_choice_one: {
    rule: 'refuse',
    title: 'Tool choice: one tool',
    fields: { chat: 'tool_choice', responses: 'tool_choice', messages: 'tool_choice', generate_content: 'toolConfig' },
  },
  tool_choice_allowed: {
    rule: 'refuse',
    title: 'Tool choice: some of the tools',
    fields: { chat: 'tool_choice', responses: 'tool_choice', generate_content: 'toolConfig' },
  },
  parallel_tool_calls: {
    rule: 'drop',
    title: 'Parallel tool calls switched off',
    fields: {
      chat: 'parallel_tool_calls',
      responses: 'parallel_tool_calls',
      messages: 'tool_choice.disable_parallel_tool_use',
    },
  },
  tool_results: {
    rule: 'refuse',
    title: 'Tool results',
    fields: { chat: 'messages', responses: 'input', messages: 'messages', generate_content: 'contents' },
  },
  tool_result_media: {
    rule: 'refuse',
    title: 'Pictures and documents in tool results',
    fields: {
      chat: 'messages.content',
      responses: 'input.output',
      messages: 'messages.content',
      generate_content: 'contents.parts.functionResponse',
    },
  },
  tool_result_error: {
    rule: 'drop',
    title: 'Tool results marked as errors',
    fields: { messages: 'messages.content.is_error' },
  },
  output_schema: {
    rule: 'refuse',
    title: 'Structured output by JSON Schema',
    fields: {
      chat: 'response_format',
      responses: 'text.format',
      messages: 'output_config.format',
      generate_content: 'generationConfig.responseJsonSchema',
    },
  },
  output_json: {
    rule: 'refuse',
    title: 'JSON output without a schema',
    fields: {
      chat: 'response_format',
      responses: 'text.format',
      generate_content: 'generationConfig.responseMimeType',
    },
  },
  image_base64: {
    rule: 'refuse',
    title: 'Pictures in the request',
    fields: {
      chat: 'messages.content.image_url',
      responses: 'input.content.image_url',
      messages: 'messages.content.source',
      generate_content: 'contents.parts.inlineData',
    },
  },
  image_url: {
    rule: 'refuse',
    title: 'Pictures by URL',
    fields: {
      chat: 'messages.content.image_url',
      responses: 'input.content.image_url',
      messages: 'messages.content.source',
      generate_content: 'contents.parts.fileData',
    },
  },
  image_detail: {
    rule: 'drop',
    title: 'Picture detail',
    fields: {
      chat: 'messages.content.image_url.detail',
      responses: 'input.content.detail',
      generate_content: 'contents.parts.mediaResolution',
    },
  },
  document_base64: {
    rule: 'refuse',
    title: 'Documents in the request',
    fields: {
      chat: 'messages.content.file',
      responses: 'input.content.file_data',
      messages: 'messages.content.source',
      generate_content: 'contents.parts.inlineData',
    },
  },
  document_url: {
    rule: 'refuse',
    title: 'Documents by URL',
    fields: {
      chat: 'messages.content.file',
      responses: 'input.content.file_url',
      messages: 'messages.content.source',
      generate_content: 'contents.parts.fileData',
    },
  },
  document_context: { rule: 'drop', title: 'Context of a document', fields: { messages: 'messages.content.context' } },
  file_id: {
    rule: 'refuse',
    title: 'Files that the vendor holds',
    fields: {
      chat: 'messages.content.file.file_id',
      responses: 'input.content.file_id',
      messages: 'messages.content.source.file_id',
      generate_content: 'contents.parts.fileData',
    },
  },
  audio_input: {
    rule: 'refuse',
    title: 'Sound in',
    fields: {
      chat: 'messages.content.input_audio',
      responses: 'input.content.input_audio',
      generate_content: 'contents.parts.inlineData',
    },
  },
  audio_output: {
    rule: 'refuse',
    title: 'Sound out',
    fields: { chat: 'modalities', generate_content: 'generationConfig.responseModalities' },
  },
  image_output: {
    rule: 'refuse',
    title: 'Pictures out',
    fields: { chat: 'modalities', generate_content: 'generationConfig.responseModalities' },
  },
  video_input: {
    rule: 'refuse',
    title: 'Moving pictures in',
    fields: { chat: 'messages.content.video_url', generate_content: 'contents.parts.fileData' },
  },
  reasoning_effort: {
    rule: 'drop',
    title: 'Reasoning effort',
    fields: {
      chat: 'reasoning_effort',
      responses: 'reasoning.effort',
      messages: 'output_config.effort',
      generate_content: 'generationConfig.thinkingConfig.thinkingLevel',
    },
  },
  reasoning_budget: {
    rule: 'drop',
    title: 'Reasoning budget',
    fields: { messages: 'thinking.budget_tokens', generate_content: 'generationConfig.thinkingConfig.thinkingBudget' },
  },
  reasoning_shown: {
    rule: 'drop',
    title: 'Reasoning shown in the answer',
    fields: {
      responses: 'reasoning.summary',
      messages: 'thinking',
      generate_content: 'generationConfig.thinkingConfig.includeThoughts',
    },
  },
  reasoning_replay: {
    rule: 'drop',
    title: 'Reasoning of earlier turns',
    fields: {
      chat: 'messages.reasoning_details',
      responses: 'input.reasoning',
      messages: 'messages.content.thinking',
      generate_content: 'contents.parts.thoughtSignature',
    },
  },
  prompt_cache: {
    rule: 'drop',
    title: 'Prompt-cache marks',
    fields: { chat: 'messages.content.cache_control', messages: 'cache_control' },
  },
  prompt_cache_key: {
    rule: 'drop',
    title: 'Prompt-cache key',
    fields: { chat: 'prompt_cache_key', responses: 'prompt_cache_key' },
  },
  prompt_cache_retention: {
    rule: 'drop',
    title: 'Prompt-cache retention',
    fields: { chat: 'prompt_cache_retention', responses: 'prompt_cache_retention' },
  },
  citations: { rule: 'drop', title: 'Citations of documents', fields: { messages: 'messages.content.citations' } },
  logprobs: {
    rule: 'refuse',
    title: 'Log probabilities',
    fields: { chat: 'logprobs', responses: 'top_logprobs', generate_content: 'generationConfig.responseLogprobs' },
  },
  n: {
    rule: 'refuse',
    title: 'Several answers',
    fields: { chat: 'n', generate_content: 'generationConfig.candidateCount' },
  },
  stop: {
    rule: 'refuse',
    title: 'Stop sequences',
    fields: { chat: 'stop', messages: 'stop_sequences', generate_content: 'generationConfig.stopSequences' },
  },
  output_tokens_max: {
    rule: 'drop',
    title: 'Length limit',
    fields: {
      chat: 'max_completion_tokens',
      responses: 'max_output_tokens',
      messages: 'max_tokens',
      generate_content: 'generationConfig.maxOutputTokens',
    },
  },
  temperature: {
    rule: 'drop',
    title: 'Temperature',
    fields: {
      chat: 'temperature',
      responses: 'temperature',
      messages: 'temperature',
      generate_content: 'generationConfig.temperature',
    },
  },
  top_p: {
    rule: 'drop',
    title: 'Nucleus sampling',
    fields: { chat: 'top_p', responses: 'top_p', messages: 'top_p', generate_content: 'generationConfig.topP' },
  },
  top_k: {
    rule: 'drop',
    title: 'Top-k sampling',
    fields: { messages: 'top_k', generate_content: 'generationConfig.topK' },
  },
  seed: { rule: 'drop', title: 'Seed', fields: { chat: 'seed', generate_content: 'generationConfig.seed' } },
  frequency_penalty: {
    rule: 'drop',
    title: 'Frequency penalty',
    fields: { chat: 'frequency_penalty', generate_content: 'generationConfig.frequencyPenalty' },
  },
  presence_penalty: {
    rule: 'drop',
    title: 'Presence penalty',
    fields: { chat: 'presence_penalty', generate_content: 'generationConfig.presencePenalty' },
  },
  logit_bias: { rule: 'drop', title: 'Logit bias', fields: { chat: 'logit_bias' } },
  verbosity: { rule: 'drop', title: 'Verbosity', fields: { chat: 'verbosity', responses: 'text.verbosity' } },
  prediction: { rule: 'drop', title: 'Predicted output', fields: { chat: 'prediction' } },
  service_tier: {
    rule: 'drop',
    title: 'Service tier',
    fields: {
      chat: 'service_tier',
      responses: 'service_tier',
      messages: 'service_tier',
      generate_content: 'serviceTier',
    },
  },
  metadata: {
    rule: 'drop',
    title: 'Metadata',
    fields: { chat: 'metadata', responses: 'metadata', messages: 'metadata' },
  },
  user: { rule: 'drop', title: 'End user', fields: { chat: 'user', responses: 'user', messages: 'metadata.user_id' } },
  store: { rule: 'drop', title: 'Stored answers', fields: { chat: 'store', responses: 'store' } },
  previous_response: {
    rule: 'refuse',
    title: 'Continuing a stored answer',
    fields: { responses: 'previous_response_id' },
  },
  web_search: {
    rule: 'refuse',
    title: 'Built-in web search',
    fields: {
      chat: 'web_search_options',
      responses: 'tools',
      messages: 'tools',
      generate_content: 'tools.googleSearch',
    },
  },
  code_execution: {
    rule: 'refuse',
    title: 'Built-in code execution',
    fields: { responses: 'tools', messages: 'tools', generate_content: 'tools.codeExecution' },
  },
  builtin_tools: {
    rule: 'refuse',
    title: 'Other built-in tools',
    fields: { responses: 'tools', messages: 'tools', generate_content: 'tools' },
  },
  safety_settings: { rule: 'drop', title: 'Safety settings', fields: { generate_content: 'safetySettings' } },
  streaming: {
    rule: 'refuse',
    title: 'Streamed answers',
    fields: { chat: 'stream', responses: 'stream', messages: 'stream', generate_content: 'streamGenerateContent' },
  },
} as const satisfies Record<string, FeatureEntry>;

export type Feature = keyof typeof features;

/** How the dialect of a request calls a feature's field; the feature's own name where it cannot say it. */
export function fieldOf(feature: Feature, dialect: ChatOperation): string {
  const entry: FeatureEntry = features[feature];
  return entry.fields[dialect] ?? feature;
}

/** Top-level fields that only one dialect has, and that are refused because they change what the answer is. All others are dropped. */
export const refusedFields: ReadonlySet<string> = new Set([
  'background',
  'conversation',
  'prompt',
  'functions',
  'function_call',
  'container',
  'mcp_servers',
  'cachedContent',
  'generationConfig.responseMimeType',
]);
