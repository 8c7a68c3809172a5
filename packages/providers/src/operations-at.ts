import { chatOperations, type Operation } from '@weir/protocol/operation';
import type { Provider } from './provider.ts';

/** What is asked for in the words of a conversation: to a provider that holds any it can be translated, or estimated. */
const ofConversations: readonly Operation[] = [...chatOperations, 'completions', 'count_tokens', 'gemini_count_tokens'];
const ofEmbeddings: readonly Operation[] = ['embeddings', 'gemini_embed'];

/** What a client can ask of a provider: what it speaks itself, and what is translated for it. */
export function operationsAt({ operations, chat, embeddings }: Provider): readonly Operation[] {
  const translated = [
    ...(chat === undefined ? [] : ofConversations),
    ...(embeddings === undefined ? [] : ofEmbeddings),
  ];
  return [...new Set([...operations, ...translated])];
}
