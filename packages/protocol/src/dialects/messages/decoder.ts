import type { DecodeOptions } from '../../canonical/chat-dialect.ts';
import type { CarriedSignature } from '../../canonical/signature.ts';
import type { StreamDecoder, StreamEvent } from '../../canonical/stream-event.ts';
import { readFrame, unreadableFrame } from '../../canonical/unreadable-frame.ts';
import { asObject, entryOf, type JsonObject, listAt, nameAt, objectAt, textAt } from '../../json-read.ts';
import { toEmbeddedFailure } from '../../to-failure.ts';
import { closingDeltas, deltasOf, type OpenBlock, openPart, readDelta, sealedEvents, sealOf } from './decode-block.ts';
import { toFinish } from './finish-reason.ts';
import { mergeReports, messagesUsage } from './messages-usage.ts';
import { given, restOf } from './read-field.ts';
import { restOfReport } from './usage-report.ts';

/** What a reading of an answer remembers. */
type State = {
  readonly signer: string;
  /** Usage so far: a later report replaces what it names, as it is cumulative. */
  report: JsonObject;
  /** Fields of the end without a canonical name. */
  ending: JsonObject;
  readonly open: Map<number, OpenBlock>;
  parts: number;
  /** A seal for the part to come. */
  waiting: CarriedSignature | undefined;
  started: boolean;
  finished: boolean;
  done: boolean;
};

const startKeys: ReadonlySet<string> = new Set([
  'id',
  'type',
  'role',
  'content',
  'model',
  'stop_reason',
  'stop_sequence',
  'usage',
  'stop_details',
  'container',
  'context_management',
]);
const endingKeys = ['stop_details', 'container', 'context_management'] as const;

/** The state of an answer of which nothing was read yet. */
export function newState({ signer }: DecodeOptions): State {
  return {
    signer,
    report: {},
    ending: {},
    open: new Map(),
    parts: 0,
    waiting: undefined,
    started: false,
    finished: false,
    done: false,
  };
}

/** The beginning of a message. */
export function startMessage(message: JsonObject, state: State): readonly StreamEvent[] {
  if (state.started) return [];
  state.started = true;
  return [
    {
      type: 'start',
      ...given('responseId', nameAt(message, 'id')),
      ...given('model', nameAt(message, 'model')),
      ...given('native', restOf(message, startKeys)),
    },
  ];
}

/** Usage, where it is reported. */
export function readUsage(report: JsonObject | undefined, state: State): readonly StreamEvent[] {
  if (report === undefined) return [];
  state.report = mergeReports(state.report, report);
  return [
    {
      type: 'usage',
      usage: messagesUsage(state.report),
      ...given('serviceTier', nameAt(state.report, 'service_tier')),
    },
  ];
}

/** Seals that belong to no part that came. */
function settle(state: State): readonly StreamEvent[] {
  const { waiting } = state;
  state.waiting = undefined;
  return waiting === undefined ? [] : sealedEvents(waiting, state.parts++);
}

/** The beginning of a block, with what content it has. */
export function startBlock(index: number, block: JsonObject, state: State): readonly StreamEvent[] {
  if (state.finished) return [];
  const seal = sealOf(block, state.signer);
  if (seal !== undefined) {
    const settled = settle(state);
    if (seal.on !== 'next') return [...settled, ...sealedEvents(seal, state.parts++)];
    state.waiting = seal;
    return settled;
  }
  const takes = block['type'] === 'text' || block['type'] === 'tool_use';
  const settled = [...stopBlock(index, state), ...(takes ? [] : settle(state))];
  const part = openPart(block, state.waiting?.signature);
  state.waiting = undefined;
  const open: OpenBlock = { part: state.parts++, block, kind: part.kind, json: '', told: false, signature: '' };
  state.open.set(index, open);
  const deltas = deltasOf(block, open);
  if (deltas.length > 0) open.told = true;
  return [
    ...settled,
    { type: 'open', choice: 0, index: open.part, part },
    ...deltas.map((delta): StreamEvent => ({ type: 'delta', choice: 0, index: open.part, delta })),
  ];
}

/** The end of a block. */
export function stopBlock(index: number, state: State): readonly StreamEvent[] {
  const open = state.open.get(index);
  if (open === undefined) return [];
  state.open.delete(index);
  return [
    ...closingDeltas(open, state.signer).map(
      (delta): StreamEvent => ({ type: 'delta', choice: 0, index: open.part, delta }),
    ),
    { type: 'close', choice: 0, index: open.part },
  ];
}

/** Why the message ended, if it did; `holder` is the message, or the delta of its end. */
export function readFinish(holder: JsonObject | undefined, state: State): readonly StreamEvent[] {
  for (const key of endingKeys) {
    const value = holder?.[key];
    if (value !== null && value !== undefined) state.ending = { ...state.ending, [key]: value };
  }
  const finish = toFinish(holder);
  if (finish === undefined || state.finished) return [];
  state.finished = true;
  const closed = [...state.open.keys()].flatMap((index) => stopBlock(index, state));
  const native = { ...state.ending, ...given('usage', restOfReport(state.report)) };
  return [
    ...closed,
    ...settle(state),
    { type: 'finish', choice: 0, ...finish, ...(Object.keys(native).length === 0 ? {} : { native }) },
  ];
}

/** An error that the answer tells of; nothing follows it. */
export function readError(body: JsonObject, state: State): readonly StreamEvent[] {
  state.done = true;
  return [...startMessage({}, state), { type: 'error', failure: toEmbeddedFailure(body) }];
}

function indexOf(body: JsonObject): number {
  const index = body['index'];
  return typeof index === 'number' ? index : 0;
}

/** Some hosts leave the beginning of a text or of thinking out. */
const blockOfDelta: Readonly<Record<string, JsonObject>> = {
  text_delta: { type: 'text', text: '' },
  thinking_delta: { type: 'thinking', thinking: '' },
};

type Reader = (body: JsonObject, state: State) => readonly StreamEvent[];

/** One reader per event; `ping` and what is not known tell nothing. */
const readers: Readonly<Record<string, Reader>> = {
  message_start: (body, state) => {
    const message = objectAt(body, 'message') ?? {};
    const started = startMessage(message, state);
    for (const key of endingKeys) {
      if (asObject(message[key]) !== undefined) state.ending = { ...state.ending, [key]: message[key] };
    }
    return [...started, ...readUsage(objectAt(message, 'usage'), state)];
  },
  content_block_start: (body, state) => startBlock(indexOf(body), objectAt(body, 'content_block') ?? {}, state),
  content_block_delta: (body, state) => {
    const delta = objectAt(body, 'delta') ?? {};
    const index = indexOf(body);
    const begun = entryOf(blockOfDelta, textAt(delta, 'type') ?? '');
    const opened = state.open.has(index) || begun === undefined ? [] : startBlock(index, begun, state);
    const open = state.open.get(index);
    if (open === undefined) return opened;
    const deltas = readDelta(delta, open);
    return [
      ...opened,
      ...deltas.map((one): StreamEvent => ({ type: 'delta', choice: 0, index: open.part, delta: one })),
    ];
  },
  content_block_stop: (body, state) => stopBlock(indexOf(body), state),
  message_delta: (body, state) => {
    const delta = {
      ...objectAt(body, 'delta'),
      ...given('context_management', body['context_management'] ?? undefined),
    };
    return [...readUsage(objectAt(body, 'usage'), state), ...readFinish(delta, state)];
  },
  message_stop: (_, state) => {
    state.done = true;
    const closed = [...state.open.keys()].flatMap((index) => stopBlock(index, state));
    return [...closed, ...settle(state), { type: 'end' }];
  },
  error: readError,
};

/** Reads a Messages stream. Its terminal event is `message_stop`. */
export class MessagesStreamDecoder implements StreamDecoder {
  readonly #state: State;

  constructor(options: DecodeOptions) {
    this.#state = newState(options);
  }

  frame(event: string | undefined, data: string): readonly StreamEvent[] {
    if (this.#state.done) return [];
    const body = readFrame(data);
    if (body === 'filler') return [];
    if (body === 'unreadable') {
      this.#state.done = true;
      return [unreadableFrame];
    }
    const type = textAt(body, 'type') ?? event ?? '';
    const reader = entryOf(readers, type);
    if (reader === undefined) return [];
    const started = type === 'message_start' || type === 'error' ? [] : startMessage({}, this.#state);
    return started.length === 0 ? reader(body, this.#state) : [...started, ...reader(body, this.#state)];
  }

  end(): readonly StreamEvent[] {
    return [];
  }
}

/** Reads a whole message; without `end` where it is an error or no message. */
export function fromBody(body: JsonObject, options: DecodeOptions): readonly StreamEvent[] {
  const state = newState(options);
  if (body['type'] === 'error' || body['error'] !== undefined) return readError(body, state);
  if (!Array.isArray(body['content'])) return startMessage(body, state);
  const blocks = listAt(body, 'content').flatMap((value, index) => [
    ...startBlock(index, asObject(value) ?? {}, state),
    ...stopBlock(index, state),
  ]);
  return [
    ...startMessage(body, state),
    ...blocks,
    ...readUsage(objectAt(body, 'usage'), state),
    ...readFinish(body, state),
    ...settle(state),
    { type: 'end' },
  ];
}
