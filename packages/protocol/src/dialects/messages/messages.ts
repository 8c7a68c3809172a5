import type { ChatDialect } from '../../canonical/chat-dialect.ts';
import { fromBody, MessagesStreamDecoder } from './decoder.ts';
import { encodeAnswer } from './encode-answer.ts';
import { encodeRequest, type MessagesQuirks } from './encode-request.ts';
import { MessagesStreamEncoder } from './encoder.ts';
import { parseRequest } from './parse-request.ts';

/**
 * Anthropic Messages (https://docs.anthropic.com/en/api/messages) as a host speaks it that differs by `quirks`:
 * Bedrock InvokeModel and Vertex rawPredict name model and stream in the path and want a version in the body.
 */
export function messagesFor(quirks: MessagesQuirks): ChatDialect {
  return {
    operation: 'messages',
    parseRequest,
    encodeRequest: (request, target) => encodeRequest(request, target, quirks),
    fromBody,
    decoder: (options) => new MessagesStreamDecoder(options),
    encodeAnswer,
    encoder: (context) => new MessagesStreamEncoder(context),
  };
}

/** Anthropic Messages as Anthropic speaks it. */
export const messages: ChatDialect = messagesFor({});
