import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { toFailure } from '@weir/protocol/to-failure';
import type { CountUpstream, Provider } from '../provider.ts';
import { endpointUrl } from '../shared/endpoint-url.ts';
import { type Lane, passThrough } from '../shared/to-http.ts';
import { countUpstream } from '../shared/whole-upstream.ts';
import { anthropicChat } from './chat.ts';
import { countedMessages, messagesCount } from './count.ts';
import { fromCountTokensBody, fromMessagesBody, MessagesDecoder } from './messages.ts';

const lane: Lane = {
  paths: { messages: '/v1/messages', count_tokens: '/v1/messages/count_tokens' },
  // The version for clients that name none; the client's own header goes over it.
  headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01' },
  asksForUsage: () => false,
};

function anthropicCount(model: string): CountUpstream {
  return countUpstream(anthropicChat(model).toHttp, {
    urlOf: ({ baseUrl }) => endpointUrl(baseUrl, '/v1/messages/count_tokens'),
    bodyOf: countedMessages,
    read: messagesCount,
  });
}

/**
 * Not while it thinks, and from Claude 4.6 on no more
 * (https://docs.anthropic.com/en/docs/build-with-claude/prompt-engineering/prefill-claudes-response).
 */
function goesOnFromPrefill({ reasoning }: ChatRequest, model: string): boolean {
  const thinks = reasoning !== undefined && reasoning.mode !== 'disabled' && reasoning.effort !== 'none';
  return !thinks && /^claude-(?:3|(?:opus|sonnet|haiku)-(?:3|4)(?:-[0-5])?(?:-\d{8})?$)/.test(model);
}

/** https://docs.anthropic.com/en/api/messages */
export const anthropic: Provider = {
  id: 'anthropic',
  name: 'Anthropic',
  baseUrl: 'https://api.anthropic.com',
  keysUrl: 'https://console.anthropic.com/settings/keys',
  auth: { kind: 'header', name: 'x-api-key' },
  operations: ['messages', 'count_tokens'],
  modelsPath: '/v1/models',
  requestIdHeader: 'request-id',
  chat: (_, model) => anthropicChat(model),
  goesOnFromPrefill,
  countTokens: (_, model) => anthropicCount(model),
  toHttp: (request, target) => passThrough(lane, request, target),
  fromBody: (operation, body) =>
    operation === 'count_tokens' ? fromCountTokensBody(body.toString()) : fromMessagesBody(body.toString()),
  decoder: () => new MessagesDecoder(),
  toFailure,
};
