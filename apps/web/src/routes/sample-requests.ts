import type { Operation } from '@weir/protocol/operation';

/** A request to try a plan with. */
export type SampleRequest = {
  readonly id: string;
  readonly label: string;
  readonly operation: Operation;
  readonly body: Readonly<Record<string, unknown>>;
};

const question = 'What does a weir do, and why is it lower than a dam?';
const user = (content: unknown) => [{ role: 'user', content }];

const weather = {
  name: 'get_level',
  description: 'The level of a river now',
  parameters: { type: 'object', properties: { river: { type: 'string' } }, required: ['river'] },
};

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Some 12,000 tokens. */
const longText = 'The river rose by a hand in the night, and the weir held it. '.repeat(800);

/** Requests of the usual kinds. `model` is the route's name, as a client would send it. */
export function sampleRequests(model: string): readonly SampleRequest[] {
  return [
    {
      id: 'chat',
      label: 'A short question (Chat Completions)',
      operation: 'chat',
      body: { model, messages: user(question), max_tokens: 300 },
    },
    {
      id: 'tools',
      label: 'With a tool',
      operation: 'chat',
      body: { model, messages: user('How high is the Rhine?'), tools: [{ type: 'function', function: weather }] },
    },
    {
      id: 'image',
      label: 'With a picture',
      operation: 'chat',
      body: {
        model,
        messages: user([
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: pixel } },
        ]),
      },
    },
    {
      id: 'code',
      label: 'A piece of code, streamed',
      operation: 'chat',
      body: { model, stream: true, messages: user('Write a Python function that merges two sorted lists.') },
    },
    {
      id: 'long',
      label: 'A long prompt',
      operation: 'chat',
      body: { model, messages: user(`Sum this up in a sentence.\n\n${longText}`), max_tokens: 100 },
    },
    {
      id: 'responses',
      label: 'A short question (Responses)',
      operation: 'responses',
      body: { model, input: question, max_output_tokens: 300 },
    },
    {
      id: 'messages',
      label: 'A short question (Anthropic Messages)',
      operation: 'messages',
      body: { model, max_tokens: 300, messages: user(question) },
    },
    {
      id: 'gemini',
      label: 'A short question (Gemini generateContent)',
      operation: 'generate_content',
      body: { model, contents: [{ role: 'user', parts: [{ text: question }] }] },
    },
  ];
}

/** The kinds of calls that a body can be meant for. */
export const operationChoices: readonly { readonly value: Operation; readonly label: string }[] = [
  { value: 'chat', label: 'Chat Completions' },
  { value: 'responses', label: 'Responses' },
  { value: 'messages', label: 'Anthropic Messages' },
  { value: 'generate_content', label: 'Gemini generateContent' },
  { value: 'completions', label: 'Completions' },
  { value: 'embeddings', label: 'Embeddings' },
];
