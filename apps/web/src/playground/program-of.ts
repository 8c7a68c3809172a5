import { convertibleChat } from '@weir/services/playground/chat-request';
import { toMessages } from '@weir/services/playground/to-messages';
import type { Program } from './as-code.ts';
import type { ChatRequest } from './to-request.ts';

/** What the playground sends, in the dialect that the model's provider speaks. */
export function programOf(
  request: ChatRequest,
  { isAnthropic, gatewayUrl }: { readonly isAnthropic: boolean; readonly gatewayUrl: string },
): Program {
  const chat = isAnthropic ? convertibleChat.safeParse(request).data : undefined;
  if (chat === undefined) return { dialect: 'openai', request, gatewayUrl };
  return { dialect: 'anthropic', request: toMessages(chat), gatewayUrl };
}
