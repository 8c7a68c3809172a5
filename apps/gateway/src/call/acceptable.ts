import { asObject, type JsonObject, listAt, objectAt, parseObject, textAt } from '@weir/protocol/json-read';
import type { Operation } from '@weir/protocol/operation';
import type { Meter } from './meter.ts';
import type { Outcome } from './outcome.ts';

/** What a leg of a race may win with. */
export type Acceptance = {
  /** True where a refusal is an answer like any other. */
  readonly refusals: boolean;
  /** True where the answer's text keeps to the schema that was asked for; absent where none was. */
  readonly fits?: ((text: string) => boolean) | undefined;
};

/** What a whole answer holds, as far as a race is decided by it. */
type Held = { readonly texts: readonly string[]; readonly acts: boolean; readonly refuses: boolean };

function objects(values: readonly unknown[]): readonly JsonObject[] {
  return values.map(asObject).filter((value) => value !== undefined);
}

function textsOf(parts: readonly JsonObject[], key = 'text'): readonly string[] {
  return parts.flatMap((part) => textAt(part, key) ?? []);
}

function ofChat(body: JsonObject): Held {
  const message = objectAt(objects(listAt(body, 'choices'))[0], 'message');
  const content = textAt(message, 'content');
  return {
    texts: content === undefined ? textsOf(objects(listAt(message, 'content'))) : [content],
    acts: listAt(message, 'tool_calls').length > 0 || objectAt(message, 'audio') !== undefined,
    refuses: textAt(message, 'refusal') !== undefined,
  };
}

function ofResponses(body: JsonObject): Held {
  const items = objects(listAt(body, 'output'));
  const parts = items.flatMap((item) => objects(listAt(item, 'content')));
  return {
    texts: textsOf(parts),
    acts: items.some((item) => !['message', 'reasoning'].includes(textAt(item, 'type') ?? '')),
    refuses: parts.some((part) => textAt(part, 'refusal') !== undefined),
  };
}

function ofMessages(body: JsonObject): Held {
  const blocks = objects(listAt(body, 'content'));
  const types = blocks.map((block) => textAt(block, 'type'));
  return {
    texts: textsOf(blocks),
    acts: types.some((type) => type?.endsWith('tool_use') === true),
    refuses: textAt(body, 'stop_reason') === 'refusal',
  };
}

function ofGemini(body: JsonObject): Held {
  const candidate = objects(listAt(body, 'candidates'))[0];
  const parts = objects(listAt(objectAt(candidate, 'content'), 'parts'));
  const said = parts.filter((part) => part['thought'] !== true);
  return {
    texts: textsOf(said),
    acts: said.some((part) => textAt(part, 'text') === undefined && Object.keys(part).length > 0),
    refuses: false,
  };
}

const readers: Readonly<Partial<Record<Operation, (body: JsonObject) => Held>>> = {
  chat: ofChat,
  responses: ofResponses,
  messages: ofMessages,
  generate_content: ofGemini,
};

function isRefusal({ finishReason }: Meter): boolean {
  return finishReason === 'refusal' || finishReason === 'content_filter';
}

/** True once a stream has said something of use that is no refusal: from then on it may be the answer. */
export function hasBegunWell(meter: Meter, { refusals }: Acceptance): boolean {
  if (meter.failure !== undefined || (!refusals && isRefusal(meter))) return false;
  return meter.firstTokenMs !== undefined;
}

/** True for a whole answer that may win a race: it is there, says something, refuses nothing and keeps to its schema. */
export function isAcceptable(operation: Operation, outcome: Outcome, accept: Acceptance): boolean {
  const { status, answer, meter } = outcome;
  if (status !== 'succeeded' || (!accept.refusals && isRefusal(meter))) return false;
  const read = readers[operation];
  const body = read === undefined || answer.kind !== 'whole' ? undefined : parseObject(answer.body.toString());
  // What is no conversation, or went out as it came, is judged by its end alone.
  if (read === undefined || body === undefined) return answer.kind !== 'whole' || answer.body.length > 0;
  const { texts, acts, refuses } = read(body);
  const text = texts.join('');
  if (refuses && !accept.refusals) return false;
  if (!acts && text === '' && !refuses) return false;
  return acts || accept.fits === undefined || accept.fits(text);
}
