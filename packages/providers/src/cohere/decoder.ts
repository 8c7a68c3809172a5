import type { Part } from '@weir/protocol/canonical/part';
import type { PartDelta, StreamDecoder, StreamEvent } from '@weir/protocol/canonical/stream-event';
import { readFrame, unreadableFrame } from '@weir/protocol/canonical/unreadable-frame';
import { countAt, entryOf, type JsonObject, objectAt, textAt } from '@weir/protocol/json-read';
import { toEmbeddedFailure } from '@weir/protocol/to-failure';
import { toAnnotations } from './citation.ts';
import { endingOf } from './finish.ts';
import { startOf } from './from-body.ts';

type Events = readonly StreamEvent[];
type OpenPart = { readonly index: number; readonly isCall: boolean; isEmpty: boolean };

const nothing: Events = [];

/** The parts that are open, by what the stream calls them: contents and calls are numbered apart. */
class OpenParts {
  readonly #open = new Map<string, OpenPart>();
  #opened = 0;

  /** Opens a part, unless it is open. */
  open(key: string, part: Part): Events {
    if (this.#open.has(key)) return nothing;
    const index = this.#opened++;
    this.#open.set(key, { index, isCall: part.kind === 'tool_call', isEmpty: true });
    return [{ type: 'open', choice: 0, index, part }];
  }

  /** Adds to an open part; nothing where it is closed. */
  grow(key: string, delta: PartDelta): Events {
    const part = this.#open.get(key);
    if (part === undefined) return nothing;
    part.isEmpty = false;
    return [{ type: 'delta', choice: 0, index: part.index, delta }];
  }

  close(key: string): Events {
    const part = this.#open.get(key);
    this.#open.delete(key);
    if (part === undefined) return nothing;
    const { index, isCall, isEmpty } = part;
    const close: StreamEvent = { type: 'close', choice: 0, index };
    if (!isCall || !isEmpty) return [close];
    return [{ type: 'delta', choice: 0, index, delta: { kind: 'arguments', text: '{}' } }, close];
  }

  closeAll(): Events {
    return [...this.#open.keys()].flatMap((key) => this.close(key));
  }
}

type State = { readonly parts: OpenParts; phase: 'before' | 'message' | 'over' };
type Reader = (event: JsonObject, state: State) => Events;

const planKey = 'plan';

function keyOf(kind: 'content' | 'call', event: JsonObject): string {
  return `${kind} ${countAt(event, 'index') ?? 0}`;
}

function messageIn(event: JsonObject): JsonObject | undefined {
  return objectAt(objectAt(event, 'delta'), 'message');
}

function contentDelta(content: JsonObject | undefined): PartDelta | undefined {
  const text = textAt(content, 'text');
  if (text !== undefined) return { kind: 'text', text };
  const thinking = textAt(content, 'thinking');
  return thinking === undefined ? undefined : { kind: 'reasoning', text: thinking };
}

function growContent(event: JsonObject, { parts }: State): Events {
  const delta = contentDelta(objectAt(messageIn(event), 'content'));
  return delta === undefined ? nothing : parts.grow(keyOf('content', event), delta);
}

function growCall(event: JsonObject, { parts }: State): Events {
  const text = textAt(objectAt(objectAt(messageIn(event), 'tool_calls'), 'function'), 'arguments');
  return text === undefined ? nothing : parts.grow(keyOf('call', event), { kind: 'arguments', text });
}

/** One reader per event; `citation-end` says nothing. Source: https://docs.cohere.com/docs/streaming. */
const readers: Readonly<Record<string, Reader>> = {
  'message-start': (event, state) => {
    if (state.phase !== 'before') return nothing;
    state.phase = 'message';
    return [startOf(event)];
  },
  'content-start': (event, state) => {
    const content = objectAt(messageIn(event), 'content');
    const isThought = content?.['type'] === 'thinking';
    const part: Part = isThought ? { kind: 'reasoning', texts: [] } : { kind: 'text', text: '' };
    return [...state.parts.open(keyOf('content', event), part), ...growContent(event, state)];
  },
  'content-delta': growContent,
  'content-end': (event, { parts }) => parts.close(keyOf('content', event)),
  'tool-plan-delta': (event, { parts }) => {
    const text = textAt(messageIn(event), 'tool_plan');
    if (text === undefined) return nothing;
    const opened = parts.open(planKey, { kind: 'reasoning', texts: [] });
    return [...opened, ...parts.grow(planKey, { kind: 'reasoning', text })];
  },
  'tool-call-start': (event, state) => {
    const call = objectAt(messageIn(event), 'tool_calls');
    const id = textAt(call, 'id') ?? '';
    const name = textAt(objectAt(call, 'function'), 'name') ?? '';
    const key = keyOf('call', event);
    return [
      ...state.parts.close(planKey),
      ...state.parts.open(key, { kind: 'tool_call', id, name, arguments: '' }),
      ...growCall(event, state),
    ];
  },
  'tool-call-delta': growCall,
  'tool-call-end': (event, { parts }) => parts.close(keyOf('call', event)),
  'citation-start': (event, { parts }) => {
    const citation = objectAt(messageIn(event), 'citations') ?? {};
    const key = `content ${countAt(citation, 'content_index') ?? 0}`;
    return toAnnotations(citation).flatMap((annotation) => parts.grow(key, { kind: 'annotation', annotation }));
  },
  'message-end': (event, state) => {
    const ending = state.phase === 'message' ? endingOf(objectAt(event, 'delta') ?? {}) : nothing;
    state.phase = 'over';
    return [...state.parts.closeAll(), ...ending];
  },
};

/** What comes under no event name is told by `type`; an error by its words alone. */
function readerOf(event: string | undefined, body: JsonObject): Reader | undefined {
  const type = textAt(body, 'type') ?? event;
  return type === undefined ? undefined : entryOf(readers, type);
}

/** Reads a stream of Cohere's chat. Its terminal event is `message-end`; `[DONE]` may follow. */
export class CohereDecoder implements StreamDecoder {
  readonly #state: State = { parts: new OpenParts(), phase: 'before' };

  frame(event: string | undefined, data: string): Events {
    const body = this.#state.phase === 'over' ? 'filler' : readFrame(data);
    if (body === 'filler') return nothing;
    if (body === 'unreadable') {
      this.#state.phase = 'over';
      return [unreadableFrame];
    }
    const read = readerOf(event, body);
    if (read !== undefined) return this.#isDue(read) ? read(body, this.#state) : nothing;
    if (body['message'] === undefined && body['error'] === undefined) return nothing;
    this.#state.phase = 'over';
    return [{ type: 'error', failure: toEmbeddedFailure(body) }];
  }

  /** Nothing can be told before the answer has begun. */
  #isDue(read: Reader): boolean {
    return this.#state.phase === 'message' || read === readers['message-start'];
  }

  end(): Events {
    return nothing;
  }
}
