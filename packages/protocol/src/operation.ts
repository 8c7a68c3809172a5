/** The wire language of a client: its errors have the shape of one of these. */
export type Dialect = 'openai' | 'anthropic' | 'gemini';

/** The Operations that are conversations: each can be asked for in one dialect and answered by a target of any other. */
export const chatOperations = ['chat', 'responses', 'messages', 'generate_content'] as const;
export type ChatOperation = (typeof chatOperations)[number];

/** What a client asks for; each belongs to one Dialect. */
export const operations = [
  ...chatOperations,
  'completions',
  'embeddings',
  'count_tokens',
  'gemini_count_tokens',
  'gemini_embed',
  'images',
  'image_edits',
  'moderations',
  'rerank',
  'speech',
  'transcription',
] as const;
export type Operation = (typeof operations)[number];

const dialects: Record<Operation, Dialect> = {
  chat: 'openai',
  responses: 'openai',
  messages: 'anthropic',
  generate_content: 'gemini',
  completions: 'openai',
  embeddings: 'openai',
  count_tokens: 'anthropic',
  gemini_count_tokens: 'gemini',
  gemini_embed: 'gemini',
  images: 'openai',
  image_edits: 'openai',
  moderations: 'openai',
  rerank: 'openai',
  speech: 'openai',
  transcription: 'openai',
};

/** The Dialect that an Operation is spoken in. */
export function dialectOf(operation: Operation): Dialect {
  return dialects[operation];
}

/** The Operation, if it is a conversation. */
export function asChatOperation(operation: Operation): ChatOperation | undefined {
  return chatOperations.find((one) => one === operation);
}
