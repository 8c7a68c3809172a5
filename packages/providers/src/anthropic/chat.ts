import { messagesFor } from '@weir/protocol/dialects/messages/messages';
import type { ChatUpstream } from '../provider.ts';
import { chatUpstream } from '../shared/chat-upstream.ts';
import { claudeTraits } from './claude-traits.ts';

/** Claude at Anthropic, for clients of other dialects. */
export function anthropicChat(model: string): ChatUpstream {
  const { lacks, quirks, reasons } = claudeTraits(model);
  return chatUpstream({
    dialect: messagesFor(quirks),
    path: '/v1/messages',
    name: 'Anthropic',
    signer: 'anthropic',
    lacks,
    headers: { 'anthropic-version': '2023-06-01' },
    ...(reasons === undefined ? {} : { model: { reasons } }),
  });
}
