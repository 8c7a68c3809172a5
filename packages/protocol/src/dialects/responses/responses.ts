import type { ChatDialect } from '../../canonical/chat-dialect.ts';
import { fromResponsesBody, ResponsesStreamDecoder } from './decoder.ts';
import { encodeResponsesAnswer } from './encode-answer.ts';
import { encodeResponsesRequest } from './encode-request.ts';
import { ResponsesEncoder } from './encoder.ts';
import { parseResponsesRequest } from './parse-request.ts';

/** OpenAI's Responses API. https://platform.openai.com/docs/api-reference/responses and https://www.openresponses.org */
export const responses: ChatDialect = {
  operation: 'responses',
  parseRequest: parseResponsesRequest,
  encodeRequest: encodeResponsesRequest,
  fromBody: fromResponsesBody,
  decoder: (options) => new ResponsesStreamDecoder(options),
  encodeAnswer: encodeResponsesAnswer,
  encoder: (context) => new ResponsesEncoder(context),
};
