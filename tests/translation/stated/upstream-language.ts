import type { TrafficRecord } from '@weir/testing/reference';

/** A language that an upstream answers in: one of the four dialects, or one that no client speaks. */
export type Language = 'chat' | 'responses' | 'messages' | 'generate_content' | 'converse' | 'cohere';

const byKind: Readonly<Record<string, Language>> = {
  'chat.completions': 'chat',
  responses: 'responses',
  messages: 'messages',
  generateContent: 'generate_content',
  streamGenerateContent: 'generate_content',
  converse: 'converse',
  'converse-stream': 'converse',
};

/** The kinds of endpoints that hold no conversation, or one in a form that no upstream of ours is asked in. */
export const outOfScope: Readonly<Record<string, string>> = {
  audio: 'speech and transcription are passed through',
  batchGenerateContent: 'a batch job, no answer',
  batches: 'a batch job, no answer',
  cachedContents: 'a stored prompt, no answer',
  chat: "Ollama's, Writer's and Cohere's first API: asked in Chat Completions or Cohere's second instead",
  completions: 'text completion is passed through',
  countTokens: 'a count, no answer',
  embed: 'embeddings',
  embedContent: 'embeddings',
  embeddings: 'embeddings',
  files: 'files',
  generate: 'text completion of an older API',
  images: 'pictures are passed through',
  interactions: 'an API that no client of ours speaks',
  invoke: 'models other than Claude at InvokeModel, each in a form of its own: asked by Converse instead',
  'invoke-with-response-stream': 'models other than Claude at InvokeModel, each in a form of its own',
  'messages.batches': 'a batch job, no answer',
  'messages.count_tokens': 'a count, no answer',
  models: 'a list of models',
  moderations: 'moderation is passed through',
  ocr: 'a document reader, no conversation',
  'ollama.other': 'no conversation',
  predict: 'embeddings and pictures',
  rawPredict: 'models other than Claude at rawPredict',
  rerank: 'ranking is passed through',
  'responses.compact': 'a compacted conversation, no answer',
  'responses.id': 'a stored answer read again',
  'responses.input_tokens': 'a count, no answer',
};

/** The language of a record's answer; undefined where it is out of scope. */
export function languageOf(record: TrafficRecord): Language | undefined {
  const kind = record.endpoint_kind;
  const isClaude = /"type": ?"message(_start)?"|"type":"message/.test(record.response_body);
  if (kind === 'rawPredict') return isClaude ? 'messages' : undefined;
  if (kind === 'invoke') return isClaude ? 'messages' : undefined;
  if (kind === 'invoke-with-response-stream') {
    const first = JSON.stringify(record.response_events?.[0] ?? '');
    return first.includes('message_start') ? 'messages' : undefined;
  }
  if (kind === 'chat') return record.endpoint.startsWith('/v2/chat') ? 'cohere' : undefined;
  return byKind[kind];
}
