/** The wire language of a client or an upstream. */
export type Dialect = 'openai' | 'anthropic';

/** What a client asks for; each belongs to one Dialect. */
export const operations = ['chat', 'responses', 'embeddings', 'messages', 'count_tokens'] as const;
export type Operation = (typeof operations)[number];

const dialects: Record<Operation, Dialect> = {
  chat: 'openai',
  responses: 'openai',
  embeddings: 'openai',
  messages: 'anthropic',
  count_tokens: 'anthropic',
};

/** The Dialect that an Operation is spoken in. */
export function dialectOf(operation: Operation): Dialect {
  return dialects[operation];
}
