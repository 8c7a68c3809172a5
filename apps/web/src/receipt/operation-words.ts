import { asChatOperation, type Operation } from '@weir/protocol/operation';

/** What a call asked for, in words. */
export const operationWords: Readonly<Record<Operation, string>> = {
  chat: 'Chat completion',
  responses: 'Response',
  messages: 'Message',
  generate_content: 'Gemini content',
  completions: 'Text completion',
  embeddings: 'Embeddings',
  count_tokens: 'Token count',
  gemini_count_tokens: 'Token count, Gemini',
  gemini_embed: 'Embeddings, Gemini',
  images: 'Image',
  image_edits: 'Edited image',
  moderations: 'Moderation',
  rerank: 'Rerank',
  speech: 'Speech',
  transcription: 'Transcription',
};

/** Words for a call in a list, where it is no conversation such as most are. */
export function unusualOperation(operation: Operation): string | undefined {
  return asChatOperation(operation) === undefined ? operationWords[operation] : undefined;
}
