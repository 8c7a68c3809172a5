import type { JsonObject } from '../json-read.ts';
import type { ChatOperation } from '../operation.ts';
import type { ChatAnswer } from './chat-answer.ts';
import type { ChatRequest } from './chat-request.ts';
import type { EncodeTarget } from './losses.ts';
import type { StreamDecoder, StreamEvent } from './stream-event.ts';

/** A request in a dialect's words. */
export type EncodedRequest = {
  readonly body: JsonObject;
  /** What could not travel, as the caller calls it; goes out as `x-weir-dropped`. */
  readonly dropped: readonly string[];
};

/** What a request says outside its body (Gemini: in the path). */
export type RequestHead = { readonly model?: string; readonly streaming?: boolean };

/** What an answer is made with besides its events. Ids and times come from here where the upstream gave none. */
export type AnswerContext = {
  /** The call's id: unique, and good for ids of answers and parts. */
  readonly callId: string;
  readonly createdAtSeconds: number;
  /** The model that was asked for, where the upstream names none. */
  readonly model: string;
  /** OpenAI's `stream_options.include_usage`. */
  readonly includesUsage?: boolean;
  /** Gemini's stream without `alt=sse`: one JSON array. */
  readonly asArray?: boolean;
  /** The request, for dialects whose answers repeat it (Responses). */
  readonly request?: ChatRequest;
};

/**
 * Writes a stream, event by event. The text is ready to be sent: whole frames, or empty. Nothing that a client takes for
 * the end is written before `end`; after an `error` event comes the dialect's error event.
 */
export type StreamEncoder = { encode(event: StreamEvent): string };

/** What a decoder needs to know of the upstream whose stream it reads. */
export type DecodeOptions = {
  /** The origin of the seals in it. */
  readonly signer: string;
  /** Chat Completions: how the vendor ends its streams. */
  readonly streamEnd?: 'done' | 'done-or-usage';
};

/** A wire language that conversations are held in, both ways. Pure functions over parsed JSON. */
export type ChatDialect = {
  readonly operation: ChatOperation;
  /** Reads a client's request. Throws WeirError invalid_request naming the field. */
  parseRequest(body: JsonObject, head: RequestHead): ChatRequest;
  /** Writes a request for an upstream. Throws WeirError unsupported_capability naming field and target. */
  encodeRequest(request: ChatRequest, target: EncodeTarget): EncodedRequest;
  /** Reads a whole answer, also one with an error in it; without `end` where it is not whole. */
  fromBody(body: JsonObject, options: DecodeOptions): readonly StreamEvent[];
  decoder(options: DecodeOptions): StreamDecoder;
  /** Writes a whole answer; `answer.ended` holds and there is no failure. */
  encodeAnswer(answer: ChatAnswer, context: AnswerContext): JsonObject;
  encoder(context: AnswerContext): StreamEncoder;
};
