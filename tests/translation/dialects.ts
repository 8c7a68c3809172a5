import type { ChatDialect } from '@weir/protocol/canonical/chat-dialect';
import { chatCompletions } from '@weir/protocol/dialects/chat-completions/chat-completions';
import { generateContent } from '@weir/protocol/dialects/generate-content/generate-content';
import { messages } from '@weir/protocol/dialects/messages/messages';
import { responses } from '@weir/protocol/dialects/responses/responses';
import type { ChatOperation } from '@weir/protocol/operation';

/** The four languages of clients. */
export const dialects: Readonly<Record<ChatOperation, ChatDialect>> = {
  chat: chatCompletions,
  responses,
  messages,
  generate_content: generateContent,
};
