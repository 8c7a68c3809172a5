import type { ChatRequest, FunctionTool, Turn } from '@weir/protocol/canonical/chat-request';
import type { Feature } from '@weir/protocol/canonical/features';
import type { Part } from '@weir/protocol/canonical/part';
import type { JsonObject } from '@weir/protocol/json-read';
import type { ChatOperation } from '@weir/protocol/operation';

/** A request without the feature, and the same with it: in canonical words, or in those of the dialects that have it. */
export type Probe =
  | { readonly kind: 'canonical'; readonly without: ChatRequest; readonly with: ChatRequest }
  | {
      readonly kind: 'written';
      readonly fields: { readonly [Operation in ChatOperation]?: JsonObject };
      /** What is beside it in the request without the feature, where it cannot stand alone. */
      readonly beside?: { readonly [Operation in ChatOperation]?: JsonObject };
    };

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const text = (words: string): Part => ({ kind: 'text', text: words });
const user = (...parts: readonly Part[]): Turn => ({ role: 'user', parts });
const assistant = (...parts: readonly Part[]): Turn => ({ role: 'assistant', parts });

const weather: FunctionTool = {
  kind: 'function',
  name: 'weather',
  description: 'Tells the weather',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const time: FunctionTool = { ...weather, name: 'time', description: 'Tells the time' };
const call: Part = { kind: 'tool_call', id: 'call_1', name: 'weather', arguments: '{"city":"Rome"}' };
const result = (over: object = {}): Turn => ({
  role: 'tool',
  parts: [{ kind: 'tool_result', callId: 'call_1', name: 'weather', parts: [text('Sunny')], ...over }],
});

/** The smallest request there is. */
export const plain: ChatRequest = {
  dialect: 'chat',
  model: 'some-model',
  streaming: false,
  turns: [user(text('Hello'))],
  tools: [],
  sampling: {},
};

const withTools: ChatRequest = { ...plain, tools: [weather, time] };
const afterCall: ChatRequest = { ...withTools, turns: [user(text('Rome?')), assistant(call), result()] };
const conversation = [user(text('Hello')), assistant(text('Hello!')), user(text('Go on'))];

const pair = (without: ChatRequest, change: Partial<ChatRequest>): Probe => ({
  kind: 'canonical',
  without,
  with: { ...without, ...change },
});
const part = (one: Part): Probe => pair(plain, { turns: [user(text('Hello'), one)] });
const sampling = (change: ChatRequest['sampling']): Probe => pair(plain, { sampling: change });
type Written = Extract<Probe, { kind: 'written' }>;
const written = (fields: Written['fields'], beside: Written['fields'] = {}): Probe => ({
  kind: 'written',
  fields,
  beside,
});

const document: Part = {
  kind: 'document',
  filename: 'a.pdf',
  source: { kind: 'base64', data: 'JVBERi0xLjQK', mediaType: 'application/pdf' },
};

/** Whoever made the seal can read it: one probe for each. */
export const replayOf = (origin: string): Probe =>
  pair(afterCall, {
    turns: [
      user(text('Rome?')),
      assistant({ kind: 'reasoning', texts: ['Look it up.'], signature: { origin, value: 'c2VhbA==' } }, call),
      result(),
    ],
  });

/** One probe for each feature of a request. */
export const probes: Readonly<Record<Feature, Probe>> = {
  system: pair(plain, { turns: [{ role: 'system', parts: [text('Be brief.')] }, ...plain.turns] }),
  system_position: pair(
    { ...plain, turns: conversation },
    { turns: [...conversation.slice(0, 2), { role: 'system', parts: [text('Be brief.')] }, ...conversation.slice(2)] },
  ),
  multi_turn: pair(plain, { turns: conversation }),
  speaker_name: pair(plain, { turns: [{ role: 'user', name: 'ann', parts: [text('Hello')] }] }),
  tools: pair(plain, { tools: [weather] }),
  tool_strict: pair(withTools, { tools: [{ ...weather, strict: true }, time] }),
  tool_schema: pair(withTools, {
    tools: [
      { ...weather, parameters: { ...weather.parameters, patternProperties: { '^x': { type: 'string' } } } },
      time,
    ],
  }),
  custom_tools: pair(plain, { tools: [{ kind: 'custom', name: 'patch', description: 'Takes a patch' }] }),
  tool_choice_none: pair(withTools, { toolChoice: { kind: 'none' } }),
  tool_choice_required: pair(withTools, { toolChoice: { kind: 'required' } }),
  tool_choice_one: pair(withTools, { toolChoice: { kind: 'one', name: 'weather' } }),
  tool_choice_allowed: pair(withTools, { toolChoice: { kind: 'allowed', mode: 'required', names: ['weather'] } }),
  parallel_tool_calls: pair(withTools, { parallelToolCalls: false }),
  tool_results: pair(withTools, { turns: afterCall.turns }),
  tool_result_media: pair(afterCall, {
    turns: [
      ...afterCall.turns.slice(0, 2),
      result({
        parts: [text('Sunny'), { kind: 'image', source: { kind: 'base64', data: pixel, mediaType: 'image/png' } }],
      }),
    ],
  }),
  tool_result_error: pair(afterCall, { turns: [...afterCall.turns.slice(0, 2), result({ isError: true })] }),
  output_schema: pair(plain, {
    output: { kind: 'schema', name: 'answer', schema: weather.parameters ?? {}, strict: true },
  }),
  output_json: pair(plain, { output: { kind: 'json' } }),
  image_base64: part({ kind: 'image', source: { kind: 'base64', data: pixel, mediaType: 'image/png' } }),
  image_url: part({ kind: 'image', source: { kind: 'url', url: 'https://example.com/a.png', mediaType: 'image/png' } }),
  image_detail: pair(
    { ...plain, turns: [user({ kind: 'image', source: { kind: 'base64', data: pixel, mediaType: 'image/png' } })] },
    {
      turns: [user({ kind: 'image', detail: 'low', source: { kind: 'base64', data: pixel, mediaType: 'image/png' } })],
    },
  ),
  document_base64: part(document),
  document_url: part({
    kind: 'document',
    source: { kind: 'url', url: 'https://example.com/a.pdf', mediaType: 'application/pdf' },
  }),
  document_context: written({
    messages: {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'document', context: 'a letter', source: { type: 'text', media_type: 'text/plain', data: 'Dear' } },
          ],
        },
      ],
    },
  }),
  file_id: written({
    chat: { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'file-1' } }] }] },
    responses: { input: [{ role: 'user', content: [{ type: 'input_file', file_id: 'file-1' }] }] },
    messages: {
      messages: [{ role: 'user', content: [{ type: 'document', source: { type: 'file', file_id: 'file_1' } }] }],
    },
    generate_content: {
      contents: [
        {
          role: 'user',
          parts: [
            {
              fileData: {
                mimeType: 'application/pdf',
                fileUri: 'https://generativelanguage.googleapis.com/v1beta/files/abc',
              },
            },
          ],
        },
      ],
    },
  }),
  audio_input: part({ kind: 'audio', source: { kind: 'base64', data: 'UklGRg==', mediaType: 'audio/wav' } }),
  audio_output: written({
    chat: { modalities: ['text', 'audio'], audio: { voice: 'alloy', format: 'wav' } },
    generate_content: { generationConfig: { responseModalities: ['AUDIO'] } },
  }),
  image_output: written({
    chat: { modalities: ['text', 'image'] },
    generate_content: { generationConfig: { responseModalities: ['TEXT', 'IMAGE'] } },
  }),
  video_input: part({
    kind: 'video',
    source: { kind: 'url', url: 'https://example.com/a.mp4', mediaType: 'video/mp4' },
  }),
  reasoning_effort: pair(plain, { reasoning: { effort: 'low' } }),
  reasoning_budget: pair(plain, { reasoning: { mode: 'enabled', budgetTokens: 2048 } }),
  reasoning_shown: written(
    {
      responses: { reasoning: { effort: 'low', summary: 'auto' } },
      messages: { thinking: { type: 'adaptive', display: 'summarized' } },
      generate_content: { generationConfig: { thinkingConfig: { thinkingBudget: 2048, includeThoughts: true } } },
    },
    {
      responses: { reasoning: { effort: 'low' } },
      messages: { thinking: { type: 'adaptive' } },
      generate_content: { generationConfig: { thinkingConfig: { thinkingBudget: 2048 } } },
    },
  ),
  reasoning_replay: replayOf('anthropic'),
  prompt_cache: pair(plain, { turns: [user({ kind: 'text', text: 'Hello', cache: {} })] }),
  prompt_cache_key: pair(plain, { promptCacheKey: 'key' }),
  prompt_cache_retention: pair(plain, { promptCacheRetention: '24h' }),
  citations: pair(
    { ...plain, turns: [user(text('Hello'), document)] },
    { turns: [user(text('Hello'), { ...document, citations: true })] },
  ),
  logprobs: sampling({ logprobs: true, topLogprobs: 2 }),
  n: sampling({ n: 2 }),
  stop: sampling({ stop: ['end'] }),
  output_tokens_max: sampling({ outputTokensMax: 100 }),
  temperature: sampling({ temperature: 0.5 }),
  top_p: sampling({ topP: 0.5 }),
  top_k: sampling({ topK: 5 }),
  seed: sampling({ seed: 7 }),
  frequency_penalty: sampling({ frequencyPenalty: 0.5 }),
  presence_penalty: sampling({ presencePenalty: 0.5 }),
  logit_bias: sampling({ logitBias: { '50256': -100 } }),
  verbosity: pair(plain, { verbosity: 'low' }),
  prediction: written({ chat: { prediction: { type: 'content', content: 'Hello' } } }),
  service_tier: written({
    chat: { service_tier: 'flex' },
    responses: { service_tier: 'flex' },
    messages: { service_tier: 'standard_only' },
    generate_content: { serviceTier: 'flex' },
  }),
  metadata: pair(plain, { metadata: { team: 'docs' } }),
  user: pair(plain, { user: 'ann' }),
  store: pair(plain, { store: true }),
  previous_response: written({ responses: { previous_response_id: 'resp_1' } }),
  web_search: written({
    chat: { web_search_options: {} },
    responses: { tools: [{ type: 'web_search' }] },
    messages: { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
    generate_content: { tools: [{ googleSearch: {} }] },
  }),
  code_execution: written({
    responses: { tools: [{ type: 'code_interpreter', container: { type: 'auto' } }] },
    messages: { tools: [{ type: 'code_execution_20250825', name: 'code_execution' }] },
    generate_content: { tools: [{ codeExecution: {} }] },
  }),
  builtin_tools: written({
    responses: { tools: [{ type: 'file_search', vector_store_ids: ['vs_1'] }] },
    messages: { tools: [{ type: 'bash_20250124', name: 'bash' }] },
    generate_content: { tools: [{ urlContext: {} }] },
  }),
  safety_settings: written({
    generate_content: { safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }] },
  }),
  streaming: pair(plain, { streaming: true }),
};
