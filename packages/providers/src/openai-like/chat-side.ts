import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import type { Feature } from '@weir/protocol/canonical/features';
import { chatCompletionsFor } from '@weir/protocol/dialects/chat-completions/chat-completions';
import type { ChatQuirks } from '@weir/protocol/dialects/chat-completions/chat-quirks';
import type { ChatUpstream } from '../provider.ts';
import { chatUpstream } from '../shared/chat-upstream.ts';
import type { StreamEnd } from './chat.ts';

/** How a vendor's Chat Completions is written for clients of other dialects: only what differs from OpenAI's. */
export type ChatSide = {
  /** Whose sealed reasoning it makes and reads; the provider's id where not stated. */
  readonly signer?: string;
  readonly quirks?: ChatQuirks;
  readonly lacks?: readonly Feature[];
  /** Whether the model thinks, where its name tells. */
  readonly reasons?: boolean | undefined;
};

/** A side that depends on the model, or on what is asked of it. */
export type ChatSideOf = ChatSide | ((model: string, request: ChatRequest) => ChatSide);

/** Of OpenAI's own service; no other vendor documents them. */
export const openaiOnly: readonly Feature[] = [
  'custom_tools',
  'tool_choice_allowed',
  'verbosity',
  'prediction',
  'service_tier',
  'metadata',
  'store',
  'prompt_cache_key',
  'prompt_cache_retention',
  'audio_output',
  'image_output',
  'file_id',
  'web_search',
];

/** What hosts of open models do not take besides. */
export const openHostLacks: readonly Feature[] = [...openaiOnly, 'prompt_cache', 'document_base64', 'audio_input'];

/** What of OpenAI's dialect a provider says of itself, as far as conversations need it. */
export type Speaker = {
  readonly id: string;
  readonly name: string;
  readonly streamUsage?: 'asked' | 'always' | undefined;
  readonly streamEnd: StreamEnd;
};

/** The upstream of a provider's chat side, for one request. */
export function chatSideUpstream(speaker: Speaker, side: ChatSide): ChatUpstream {
  const { id, name, streamUsage, streamEnd } = speaker;
  const { signer = id, quirks = {}, lacks = openaiOnly, reasons } = side;
  return chatUpstream({
    dialect: chatCompletionsFor(streamUsage === undefined ? quirks : { ...quirks, streamUsage }),
    path: '/chat/completions',
    name,
    signer,
    lacks: new Set(lacks),
    streamEnd,
    ...(reasons === undefined ? {} : { model: { reasons } }),
  });
}
