import { toFinish } from '@weir/protocol/dialects/messages/finish-reason';
import { mergeReports, messagesUsage } from '@weir/protocol/dialects/messages/messages-usage';
import { type JsonObject, listAt, nameAt, objectAt, parseObject, textAt } from '@weir/protocol/json-read';
import type { MeterEvent } from '@weir/protocol/meter-event';
import { toEmbeddedFailure } from '@weir/protocol/to-failure';
import type { Decoder } from '../provider.ts';
import { startOf, usageEvent } from '../shared/events.ts';

const nothing: readonly MeterEvent[] = [];
const content: readonly MeterEvent[] = [{ type: 'content' }];

function finishOf(holder: JsonObject | undefined): MeterEvent[] {
  const finish = toFinish(holder);
  return finish === undefined ? [] : [{ type: 'finish', reason: finish.reason }];
}

function usageOf(report: JsonObject): MeterEvent {
  return usageEvent(messagesUsage(report), nameAt(report, 'service_tier'));
}

/** Reads a whole message; without `end` where it is an error or was cut. */
export function fromMessagesBody(text: string): readonly MeterEvent[] {
  const body = parseObject(text);
  if (body === undefined) return nothing;
  if (body['type'] === 'error') return [{ type: 'error', failure: toEmbeddedFailure(body) }];
  const report = objectAt(body, 'usage');
  return [
    startOf(body),
    ...(listAt(body, 'content').length > 0 ? content : nothing),
    ...(report === undefined ? nothing : [usageOf(report)]),
    ...finishOf(body),
    { type: 'end' },
  ];
}

/** Reads a token count: it uses nothing that is charged, so it only ends. */
export function fromCountTokensBody(text: string): readonly MeterEvent[] {
  const body = parseObject(text);
  if (body === undefined) return nothing;
  return body['type'] === 'error' ? [{ type: 'error', failure: toEmbeddedFailure(body) }] : [{ type: 'end' }];
}

type State = { report: JsonObject };
type Reader = (body: JsonObject, state: State) => readonly MeterEvent[];

function report(state: State, later: JsonObject | undefined): MeterEvent[] {
  if (later === undefined) return [];
  state.report = mergeReports(state.report, later);
  return [usageOf(state.report)];
}

/** One reader per event that tells something; the others are content, or `ping` and the ends of blocks. */
const readers: Readonly<Record<string, Reader>> = {
  message_start: (body, state) => {
    const message = objectAt(body, 'message') ?? {};
    return [startOf(message), ...report(state, objectAt(message, 'usage'))];
  },
  message_delta: (body, state) => [...report(state, objectAt(body, 'usage')), ...finishOf(objectAt(body, 'delta'))],
  message_stop: () => [{ type: 'end' }],
  error: (body) => [{ type: 'error', failure: toEmbeddedFailure(body) }],
};

/** Events with content; a block's start only where the block is not an empty text or thinking to be filled. */
function holdsContent(type: string, data: string): boolean {
  if (type === 'content_block_delta') return true;
  if (type !== 'content_block_start') return false;
  const block = textAt(objectAt(parseObject(data), 'content_block'), 'type');
  return block !== undefined && block !== 'text' && block !== 'thinking';
}

/** Reads a Messages stream. Its terminal event is `message_stop`. */
export class MessagesDecoder implements Decoder {
  readonly #state: State = { report: {} };
  #hasContent = false;

  frame(event: string | undefined, data: string): readonly MeterEvent[] {
    if (event !== undefined && !Object.hasOwn(readers, event)) return this.#content(event, data);
    const body = parseObject(data);
    if (body === undefined) return nothing;
    const type = textAt(body, 'type') ?? event ?? '';
    const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
    return reader === undefined ? this.#content(type, data) : reader(body, this.#state);
  }

  end(): readonly MeterEvent[] {
    return nothing;
  }

  #content(type: string, data: string): readonly MeterEvent[] {
    if (this.#hasContent || !holdsContent(type, data)) return nothing;
    this.#hasContent = true;
    return content;
  }
}
