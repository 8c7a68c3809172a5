import type { ChatRequest } from '../../canonical/chat-request.ts';
import type { JsonObject } from '../../json-read.ts';
import { parseConversation } from './parse-request.ts';

/**
 * Reads a request to count the tokens of a conversation: the fields of a Messages request, `max_tokens` not demanded.
 * https://docs.anthropic.com/en/api/messages-count-tokens. Throws WeirError invalid_request naming the field.
 */
export function parseCountTokens(body: JsonObject): ChatRequest {
  return { ...parseConversation(body, {}), streaming: false };
}

/** The answer to it. */
export function encodeTokenCount(inputTokens: number): JsonObject {
  return { input_tokens: inputTokens };
}
