import type { ChatDialect } from '../../canonical/chat-dialect.ts';
import { GenerateContentDecoder } from './decoder.ts';
import { encodeAnswer } from './encode-answer.ts';
import { encodeRequest } from './encode-request.ts';
import { GenerateContentEncoder } from './encoder.ts';
import { fromBody } from './from-body.ts';
import { parseRequest } from './parse-request.ts';

/** Gemini's own language, at Google AI and at Vertex (https://ai.google.dev/api/generate-content). */
export const generateContent: ChatDialect = {
  operation: 'generate_content',
  parseRequest,
  encodeRequest,
  fromBody,
  decoder: (options) => new GenerateContentDecoder(options),
  encodeAnswer,
  encoder: (context) => new GenerateContentEncoder(context),
};
