import type { JsonObject } from '@weir/protocol/json-read';
import type { ChatOperation } from '@weir/protocol/operation';

const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const chat: JsonObject = {
  model: 'gpt-4o',
  stream: true,
  messages: [
    { role: 'system', content: 'Be brief.' },
    {
      role: 'user',
      name: 'ann',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}`, detail: 'low' } },
        { type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${pixel}` } },
        { type: 'input_audio', input_audio: { data: pixel, format: 'wav' } },
      ],
    },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Rome"}' } }],
    },
    { role: 'tool', tool_call_id: 'call_1', content: 'Sunny' },
    { role: 'user', content: 'Thanks' },
  ],
  tools: [
    { type: 'function', function: { name: 'weather', description: 'Tells it', parameters: schema, strict: true } },
  ],
  tool_choice: { type: 'function', function: { name: 'weather' } },
  response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } },
  temperature: 0.2,
  max_completion_tokens: 100,
  stop: ['end'],
  reasoning_effort: 'low',
  logit_bias: { 50256: -100 },
  metadata: { team: 'x' },
  user: 'ann',
};

const responses: JsonObject = {
  model: 'gpt-5',
  instructions: 'Be brief.',
  input: [
    {
      role: 'user',
      content: [
        { type: 'input_text', text: 'Hi' },
        { type: 'input_image', image_url: 'https://a.test/b.png', detail: 'auto' },
      ],
    },
    { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm' }], encrypted_content: 'abc' },
    { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{"city":"Rome"}' },
    { type: 'function_call_output', call_id: 'call_1', output: 'Sunny' },
    { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Sunny', annotations: [] }] },
    { role: 'user', content: 'Thanks' },
  ],
  tools: [
    { type: 'function', name: 'weather', parameters: schema, strict: false },
    { type: 'custom', name: 'patch', format: { type: 'text' } },
    { type: 'web_search', user_location: { type: 'approximate', country: 'IT' } },
  ],
  tool_choice: 'auto',
  text: { format: { type: 'json_schema', name: 'answer', schema, strict: true }, verbosity: 'low' },
  reasoning: { effort: 'medium', summary: 'auto' },
  max_output_tokens: 100,
  store: false,
  include: ['reasoning.encrypted_content'],
};

const messages: JsonObject = {
  model: 'claude-sonnet-4-5',
  max_tokens: 2048,
  system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixel } },
        {
          type: 'document',
          source: { type: 'text', media_type: 'text/plain', data: 'words' },
          citations: { enabled: true },
        },
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Hm', signature: 'sig' },
        { type: 'redacted_thinking', data: 'abc' },
        { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Rome' } },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'toolu_1', content: [{ type: 'text', text: 'Sunny' }], is_error: false },
      ],
    },
  ],
  tools: [
    { name: 'weather', description: 'Tells it', input_schema: schema, cache_control: { type: 'ephemeral', ttl: '1h' } },
  ],
  tool_choice: { type: 'tool', name: 'weather', disable_parallel_tool_use: true },
  thinking: { type: 'enabled', budget_tokens: 1024 },
  metadata: { user_id: 'ann' },
  stop_sequences: ['end'],
  top_k: 5,
};

const generateContent: JsonObject = {
  systemInstruction: { parts: [{ text: 'Be brief.' }] },
  contents: [
    {
      role: 'user',
      parts: [
        { text: 'What is this?' },
        { inlineData: { mimeType: 'image/png', data: pixel } },
        { fileData: { mimeType: 'video/mp4', fileUri: 'https://a.test/b.mp4' } },
      ],
    },
    { role: 'model', parts: [{ functionCall: { name: 'weather', args: { city: 'Rome' } }, thoughtSignature: 'c2ln' }] },
    { role: 'user', parts: [{ functionResponse: { name: 'weather', response: { result: 'Sunny' } } }] },
  ],
  tools: [
    {
      functionDeclarations: [
        {
          name: 'weather',
          description: 'Tells it',
          parameters: { type: 'OBJECT', properties: { city: { type: 'STRING' } } },
        },
      ],
    },
    { googleSearch: {} },
  ],
  toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['weather'] } },
  generationConfig: {
    temperature: 1,
    maxOutputTokens: 100,
    stopSequences: ['end'],
    responseMimeType: 'application/json',
    responseSchema: { type: 'OBJECT', properties: {} },
    thinkingConfig: { thinkingBudget: 512, includeThoughts: true },
    candidateCount: 1,
    seed: 1,
  },
  safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
};

/** A request of each dialect that says much of what the dialect can say. */
export const fullRequests: Readonly<Record<ChatOperation, JsonObject>> = {
  chat,
  responses,
  messages,
  generate_content: generateContent,
};
