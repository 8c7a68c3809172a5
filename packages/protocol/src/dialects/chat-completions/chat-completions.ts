import type { ChatDialect } from '../../canonical/chat-dialect.ts';
import type { ChatQuirks } from './chat-quirks.ts';
import { ChatStreamDecoder } from './decoder.ts';
import { encodeAnswer } from './encode-answer.ts';
import { encodeRequest } from './encode-request.ts';
import { ChatStreamEncoder } from './encoder.ts';
import { fromBody } from './from-body.ts';
import { parseRequest } from './parse-request.ts';

/** OpenAI Chat Completions as a vendor with these quirks speaks it. Answers are read the same way whoever gave them. */
export function chatCompletionsFor(quirks: ChatQuirks): ChatDialect {
  return {
    operation: 'chat',
    parseRequest,
    encodeRequest: (request, target) => encodeRequest(request, target, quirks),
    fromBody,
    decoder: (options) => new ChatStreamDecoder(options),
    encodeAnswer,
    encoder: (context) => new ChatStreamEncoder(context),
  };
}

/** OpenAI Chat Completions: https://platform.openai.com/docs/api-reference/chat. */
export const chatCompletions: ChatDialect = chatCompletionsFor({});
