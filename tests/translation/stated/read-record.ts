import type { TrafficRecord } from '@weir/testing/reference';
import { readChat } from './chat.ts';
import { readCohere, readCohereStream } from './cohere.ts';
import { readConverse, readConverseStream } from './converse.ts';
import { readGemini } from './gemini.ts';
import { documentsOf, type Json } from './json.ts';
import { readMessage, readMessagesStream } from './messages.ts';
import { readResponse, readResponsesStream } from './responses.ts';
import type { Statement } from './statement.ts';
import type { Language } from './upstream-language.ts';

type Reading = { readonly whole: (body: Json) => Statement; readonly streamed: (events: readonly Json[]) => Statement };

const readings: Readonly<Record<Language, Reading>> = {
  chat: { whole: (body) => readChat([body]), streamed: readChat },
  responses: { whole: readResponse, streamed: readResponsesStream },
  messages: { whole: readMessage, streamed: readMessagesStream },
  // Without `alt=sse` a stream is one array.
  generate_content: { whole: (body) => readGemini(Array.isArray(body) ? body : [body]), streamed: readGemini },
  converse: { whole: readConverse, streamed: readConverseStream },
  cohere: { whole: readCohere, streamed: readCohereStream },
};

/** The decoded frames of an AWS event stream, as the corpus holds them beside the bytes. */
function awsEvents(record: TrafficRecord): Json[] {
  const events: Json[] = [...(record.response_events ?? [])];
  const isChunk = events.some(({ type }) => type === 'chunk');
  return isChunk ? events.map(({ payload }) => payload.decoded) : events;
}

/** What a record's answer says. */
export function readRecord(record: TrafficRecord, language: Language): Statement {
  const { whole, streamed } = readings[language];
  if (record.response_format === 'aws') return streamed(awsEvents(record));
  if (record.response_format === 'sse') return streamed(documentsOf(record.response_body));
  return whole(JSON.parse(record.response_body));
}

/** What documents of a dialect say: of a whole answer, or the events of a stream. */
export function readDocuments(language: Language, documents: readonly Json[], form: 'whole' | 'streamed'): Statement {
  const { whole, streamed } = readings[language];
  return form === 'whole' ? whole(documents[0]) : streamed(documents);
}
