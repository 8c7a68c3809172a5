import type { SseFrame } from '@weir/protocol/sse-frame';
import type { Json } from './stated/json.ts';
import type { Language } from './stated/upstream-language.ts';

/** THE events that end an answer, by language: before the first of them the answer is not whole. */
export const terminalEvents: Readonly<Record<Language, string>> = {
  chat: '`[DONE]`; of vendors that leave it out, the usage behind the last finish_reason',
  responses: '`response.completed`, `response.incomplete`, `response.failed`',
  messages: '`message_stop`',
  generate_content: 'the chunk with the last `finishReason`, or `promptFeedback.blockReason`',
  converse: '`metadata`, behind `messageStop`',
  cohere: '`message-end`',
};

function parse(data: string): Json {
  try {
    return JSON.parse(data);
  } catch {
    return {};
  }
}

const tests: Readonly<Record<Language, (frame: SseFrame, document: Json) => boolean>> = {
  chat: ({ data }) => data.trim() === '[DONE]',
  responses: (_frame, { type }) => /^response\.(completed|incomplete|failed)$/.test(type),
  messages: (_frame, { type }) => type === 'message_stop',
  generate_content: (_frame, { candidates, promptFeedback }) =>
    Boolean(candidates?.[0]?.finishReason ?? promptFeedback?.blockReason),
  converse: ({ event }) => event === 'metadata' || event === 'messageStop',
  cohere: ({ event }, { type }) => event === 'message-end' || type === 'message-end',
};

/** A chat stream is whole as well at its first usage behind its last finish. */
function lenientEnd(documents: readonly Json[]): number {
  const last = documents.findLastIndex((document) => document.choices?.some((choice: Json) => choice.finish_reason));
  const usage = documents.findIndex(
    (document, index) => index >= last && last !== -1 && Boolean(document.usage ?? document.x_groq?.usage),
  );
  return usage === -1 ? documents.length : usage;
}

/** The number of frames that are surely not the whole answer: all before the terminal event. */
export function framesBeforeEnd(language: Language, frames: readonly SseFrame[]): number {
  const documents = frames.map(({ data }) => parse(data));
  const found = frames.findIndex((frame, index) => tests[language](frame, documents[index]));
  const end = found === -1 ? frames.length : found;
  return language === 'chat' ? Math.min(end, lenientEnd(documents)) : end;
}
