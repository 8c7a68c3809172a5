import { callItems, incompleteReasons } from '@weir/protocol/dialects/responses/closing';
import { responsesUsage } from '@weir/protocol/dialects/responses/responses-usage';
import {
  asObject,
  entryOf,
  type JsonObject,
  listAt,
  nameAt,
  objectAt,
  parseObject,
  textAt,
} from '@weir/protocol/json-read';
import type { MeterEvent } from '@weir/protocol/meter-event';
import { toEmbeddedFailure } from '@weir/protocol/to-failure';
import type { Decoder } from '../provider.ts';
import { startOf, usageEvent } from '../shared/events.ts';

const nothing: readonly MeterEvent[] = [];

function finishOf(response: JsonObject): MeterEvent[] {
  const status = textAt(response, 'status');
  if (status === 'incomplete') {
    const reason = textAt(objectAt(response, 'incomplete_details'), 'reason') ?? '';
    return [{ type: 'finish', reason: entryOf(incompleteReasons, reason) ?? 'other' }];
  }
  if (status !== 'completed') return [];
  // What waits for the client stands last: calls before a message were the vendor's own (searches at xAI).
  const last = textAt(asObject(listAt(response, 'output').at(-1)), 'type');
  return [{ type: 'finish', reason: callItems.has(last ?? '') ? 'tool_calls' : 'stop' }];
}

/** What a response says when it is over: usage, how it ended, and the error where it failed. */
function closing(response: JsonObject): MeterEvent[] {
  const usage = responsesUsage(response);
  const used = Object.keys(usage).length === 0 ? [] : [usageEvent(usage, nameAt(response, 'service_tier'))];
  const failed: MeterEvent[] =
    objectAt(response, 'error') === undefined ? [] : [{ type: 'error', failure: toEmbeddedFailure(response) }];
  return [...used, ...finishOf(response), ...failed, { type: 'end' }];
}

/** Reads a whole response; one without `object: response` but with an error is an error, without `end`. */
export function fromResponsesBody(text: string): readonly MeterEvent[] {
  const body = parseObject(text);
  if (body === undefined) return nothing;
  if (body['output'] === undefined && objectAt(body, 'error') !== undefined && body['status'] === undefined) {
    return [{ type: 'error', failure: toEmbeddedFailure(body) }];
  }
  const content: MeterEvent[] = listAt(body, 'output').length > 0 ? [{ type: 'content' }] : [];
  return [startOf(body), ...content, ...closing(body)];
}

type Reader = (body: JsonObject) => readonly MeterEvent[];

const start: Reader = (body) => [startOf(objectAt(body, 'response') ?? {})];
const close: Reader = (body) => closing(objectAt(body, 'response') ?? {});

/** One reader per event that tells something; all others hold content at most. */
const readers: Readonly<Record<string, Reader>> = {
  'response.created': start,
  'response.completed': close,
  'response.incomplete': close,
  'response.failed': close,
  error: (body) => [{ type: 'error', failure: toEmbeddedFailure(body) }],
};

/** Deltas carry text, reasoning and arguments; whole items what is not sent in deltas. */
function isContent(type: string): boolean {
  return type.endsWith('.delta') || type.endsWith('.partial_image') || type === 'response.output_item.done';
}

/** Reads a Responses stream. Its terminal events are `response.completed`, `.incomplete` and `.failed`. */
export class ResponsesDecoder implements Decoder {
  #hasContent = false;

  frame(event: string | undefined, data: string): readonly MeterEvent[] {
    if (event !== undefined && !Object.hasOwn(readers, event)) return this.#content(event);
    const body = parseObject(data);
    if (body === undefined) return nothing;
    const type = textAt(body, 'type') ?? event ?? '';
    const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
    return reader === undefined ? this.#content(type) : reader(body);
  }

  end(): readonly MeterEvent[] {
    return nothing;
  }

  #content(type: string): readonly MeterEvent[] {
    if (this.#hasContent || !isContent(type)) return nothing;
    this.#hasContent = true;
    return [{ type: 'content' }];
  }
}
