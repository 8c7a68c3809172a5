import { chatCompletions } from '@weir/protocol/dialects/chat-completions/chat-completions';
import { dialectOf, type Operation } from '@weir/protocol/operation';
import { toFailure } from '@weir/protocol/to-failure';
import { anthropic } from '../anthropic/anthropic.ts';
import { openaiLike } from '../openai-like/openai-like.ts';
import type { Provider } from '../provider.ts';
import { chatUpstream } from '../shared/chat-upstream.ts';
import { answerLocally } from './local.ts';

const openaiSide = openaiLike({
  id: 'sandbox',
  name: 'Sandbox',
  // Never connected to: a name that cannot exist (RFC 2606).
  baseUrl: 'https://sandbox.invalid/v1',
  operations: ['chat', 'responses', 'embeddings'],
});

/** For the dialects that it has no voice in: it is spoken to in chat completions. */
const translated = chatUpstream({
  dialect: chatCompletions,
  path: '/chat/completions',
  name: 'Sandbox',
  signer: 'sandbox',
});

function side(operation: Operation): Provider {
  return dialectOf(operation) === 'openai' ? openaiSide : anthropic;
}

/** Both dialects, answered inside the process: for a first call, for demonstrations and for tests of the caller's own. */
export const sandbox: Provider = {
  ...openaiSide,
  auth: { kind: 'none' },
  local: answerLocally,
  operations: [...openaiSide.operations, ...anthropic.operations],
  modelsPath: undefined,
  chat: () => translated,
  toHttp: (request, target) => side(request.operation).toHttp(request, target),
  fromBody: (operation, body) => side(operation).fromBody(operation, body),
  decoder: (operation) => side(operation).decoder(operation),
  toFailure,
};
