import { chatUsage } from '@weir/protocol/dialects/chat-completions/chat-usage';
import { finishReasonOf } from '@weir/protocol/dialects/chat-completions/finish-reason';
import { asObject, type JsonObject, listAt, nameAt, objectAt, parseObject, textAt } from '@weir/protocol/json-read';
import type { MeterEvent } from '@weir/protocol/meter-event';
import { toEmbeddedFailure } from '@weir/protocol/to-failure';
import { UntoldPictures } from '@weir/protocol/untold-pictures';
import type { Decoder } from '../provider.ts';
import { startOf, usageEvent } from '../shared/events.ts';

/** What an answer's text, reasoning and tool calls travel under, across vendors. */
const contentKeys = [
  'content',
  'reasoning',
  'reasoning_content',
  'tool_calls',
  'function_call',
  'refusal',
  'audio',
  'audio_content',
] as const;

/** A frame with none of these, after the first content, tells the meter nothing: it is not parsed. */
const telling = /"(?:usage|finish_reason|error|images|image_url)"\s*:\s*[^\sn]|"object"\s*:\s*"error"/;

const nothing: readonly MeterEvent[] = [];

function holdsContent(message: JsonObject | undefined): boolean {
  if (message === undefined) return false;
  return contentKeys.some((key) => {
    const value = message[key];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';
  });
}

function isError(body: JsonObject): boolean {
  return asObject(body['error']) !== undefined || textAt(body, 'error') !== undefined || body['object'] === 'error';
}

/** Groq reports usage under a key of its own, asked or not. */
function usageOf(body: JsonObject): MeterEvent[] {
  const report = objectAt(body, 'usage') ?? objectAt(objectAt(body, 'x_groq'), 'usage');
  if (report === undefined) return [];
  return [usageEvent(chatUsage(report), nameAt(body, 'service_tier') ?? nameAt(report, 'service_tier'))];
}

/** Pictures stand beside the text (OpenRouter) or among its parts. */
function picturesIn(body: JsonObject, part: 'message' | 'delta'): number {
  const messages = listAt(body, 'choices').map((choice) => objectAt(asObject(choice), part));
  const shown = messages.flatMap((message) => [
    ...listAt(message, 'images'),
    ...listAt(message, 'content').filter((one) => asObject(one)?.['type'] === 'image_url'),
  ]);
  return shown.length;
}

function report(pictures: UntoldPictures, events: readonly MeterEvent[]): void {
  for (const event of events) if (event.type === 'usage') pictures.report(event.usage);
}

function untold({ usage }: UntoldPictures): MeterEvent[] {
  return usage === undefined ? [] : [{ type: 'usage', usage }];
}

/** The finish of the first choice stands for the answer. */
function finishOf(body: JsonObject): MeterEvent[] {
  for (const choice of listAt(body, 'choices').map(asObject)) {
    const reason = textAt(choice, 'finish_reason');
    if (reason === undefined || (choice?.['index'] ?? 0) !== 0) continue;
    return [{ type: 'finish', reason: finishReasonOf(reason) }];
  }
  return [];
}

function contentOf(body: JsonObject, part: 'message' | 'delta'): MeterEvent[] {
  const choices = listAt(body, 'choices').map(asObject);
  // A legacy completion has its text in the choice.
  const isFilled = (choice: JsonObject | undefined) =>
    holdsContent(objectAt(choice, part)) || textAt(choice, 'text') !== undefined;
  return choices.some(isFilled) ? [{ type: 'content' }] : [];
}

/** Reads a whole chat completion; without `end` where `body` is an error or not one whole object. */
export function fromChatBody(text: string): readonly MeterEvent[] {
  const body = parseObject(text);
  if (body === undefined) return nothing;
  if (isError(body)) return [{ type: 'error', failure: toEmbeddedFailure(body) }];
  const pictures = new UntoldPictures();
  const used = usageOf(body);
  pictures.draw(picturesIn(body, 'message'));
  report(pictures, used);
  const content = contentOf(body, 'message');
  return [startOf(body), ...content, ...used, ...untold(pictures), ...finishOf(body), { type: 'end' }];
}

/**
 * How a vendor ends its streams: with `[DONE]`, or, for those that were seen to leave it out, with the usage that follows
 * the finish, after which nothing more can come.
 */
export type StreamEnd = 'done' | 'done-or-usage';

/** Reads a chat completion stream, frame by frame. */
export class ChatDecoder implements Decoder {
  readonly #streamEnd: StreamEnd;
  readonly #pictures = new UntoldPictures();
  #started = false;
  #hasContent = false;
  #ended = false;
  #finished = false;
  #usageAfterFinish = false;

  constructor(streamEnd: StreamEnd) {
    this.#streamEnd = streamEnd;
  }

  frame(_event: string | undefined, data: string): readonly MeterEvent[] {
    if (this.#hasContent && !telling.test(data)) return data.startsWith('[DONE]') ? this.#end() : nothing;
    if (data.startsWith('[DONE]')) return this.#end();
    const body = parseObject(data);
    return body === undefined ? nothing : this.#read(body);
  }

  end(): readonly MeterEvent[] {
    return this.#streamEnd === 'done-or-usage' && this.#usageAfterFinish ? this.#end() : nothing;
  }

  #read(body: JsonObject): readonly MeterEvent[] {
    const events: MeterEvent[] = [];
    if (isError(body)) events.push({ type: 'error', failure: toEmbeddedFailure(body) });
    // Azure's first chunk is about the prompt: it has no choices, and neither id nor model.
    if (!this.#started && (listAt(body, 'choices').length > 0 || textAt(body, 'id') !== undefined)) {
      this.#started = true;
      events.push(startOf(body));
    }
    if (!this.#hasContent) {
      const content = contentOf(body, 'delta');
      this.#hasContent = content.length > 0;
      events.push(...content);
    }
    const finish = finishOf(body);
    const usage = usageOf(body);
    this.#pictures.draw(picturesIn(body, 'delta'));
    report(this.#pictures, usage);
    this.#finished ||= finish.length > 0;
    this.#usageAfterFinish ||= this.#finished && usage.length > 0;
    events.push(...usage, ...finish);
    return events;
  }

  #end(): readonly MeterEvent[] {
    if (this.#ended) return nothing;
    this.#ended = true;
    return [...untold(this.#pictures), { type: 'end' }];
  }
}
