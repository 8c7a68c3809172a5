import type { Part } from '@weir/protocol/canonical/part';
import type { PartDelta, StreamEvent } from '@weir/protocol/canonical/stream-event';
import { asObject, type JsonObject, listAt, objectAt, parseObject, textAt } from '@weir/protocol/json-read';
import { toAnnotation } from './citation.ts';
import { otherPart, type Reading, redacted, sealed, toolCallIn } from './read-block.ts';

/** What is known of a block that the stream has begun: an open part, or one that is held because it has to come whole. */
type Block =
  | { readonly kind: 'open'; readonly index: number; readonly part: Part['kind']; isEmpty: boolean }
  | { readonly kind: 'held'; readonly start: JsonObject; readonly pieces: JsonObject[] }
  | { readonly kind: 'redacted'; readonly blobs: string[] };

/** The block that the pieces of a held one come to: texts are joined, of the rest the last one counts. */
function merged(start: JsonObject, pieces: readonly JsonObject[]): JsonObject {
  const [member = '', first] = Object.entries(start)[0] ?? [];
  const whole = new Map<string, unknown>(Object.entries(asObject(first) ?? {}));
  for (const [key, value] of pieces.flatMap((piece) => Object.entries(asObject(piece[member]) ?? {}))) {
    const before = whole.get(key);
    whole.set(key, typeof value === 'string' && typeof before === 'string' ? before + value : value);
  }
  const content = pieces.flatMap((piece) => listAt(piece, member));
  if (content.length > 0) whole.set('content', content);
  const input = whole.get('input');
  if (typeof input === 'string') whole.set('input', parseObject(input) ?? {});
  return { [member]: Object.fromEntries(whole) };
}

function partFor({ kind }: PartDelta): Part {
  return kind === 'reasoning' || kind === 'signature' ? { kind: 'reasoning', texts: [] } : { kind: 'text', text: '' };
}

/** What a piece adds to an open part, by the member that it has; undefined where it says nothing. */
function deltaOf(delta: JsonObject, reading: Reading): PartDelta | undefined {
  const { text } = delta;
  if (typeof text === 'string') return { kind: 'text', text };
  const input = objectAt(delta, 'toolUse')?.['input'];
  if (typeof input === 'string') return input === '' ? undefined : { kind: 'arguments', text: input };
  const citation = objectAt(delta, 'citation');
  const annotation = citation === undefined ? undefined : toAnnotation(citation);
  if (annotation !== undefined) return { kind: 'annotation', annotation };
  const reasoning = objectAt(delta, 'reasoningContent');
  const thought = reasoning?.['text'];
  if (typeof thought === 'string') return { kind: 'reasoning', text: thought };
  const signature = textAt(reasoning, 'signature');
  return signature === undefined ? undefined : { kind: 'signature', signature: sealed(signature, reading) };
}

/** Reads the blocks of one streamed message into parts. Holds only what has to come whole. */
export class BlockReader {
  readonly #reading: Reading;
  readonly #blocks = new Map<number, Block>();
  #opened = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** `contentBlockStart`: tools and pictures. Texts and thoughts begin with their first piece. */
  start(number: number, start: JsonObject): readonly StreamEvent[] {
    if (Object.keys(start).length === 0 || this.#blocks.has(number)) return [];
    const call = toolCallIn(start, this.#reading);
    if (call !== undefined) return this.#open(number, call);
    this.#blocks.set(number, { kind: 'held', start, pieces: [] });
    return [];
  }

  /** `contentBlockDelta`. */
  delta(number: number, delta: JsonObject): readonly StreamEvent[] {
    const block = this.#blocks.get(number);
    if (block?.kind === 'held') {
      block.pieces.push(delta);
      return [];
    }
    const blob = textAt(objectAt(delta, 'reasoningContent'), 'redactedContent');
    if (blob !== undefined) {
      if (block?.kind === 'redacted') block.blobs.push(blob);
      else this.#blocks.set(number, { kind: 'redacted', blobs: [blob] });
      return [];
    }
    const grown = deltaOf(delta, this.#reading);
    return grown === undefined ? [] : this.#grow(number, grown);
  }

  /** `contentBlockStop`. */
  stop(number: number): readonly StreamEvent[] {
    const block = this.#blocks.get(number);
    this.#blocks.delete(number);
    switch (block?.kind) {
      case undefined:
        return [];
      case 'held':
        return this.#whole(otherPart(merged(block.start, block.pieces)));
      case 'redacted':
        return this.#whole(redacted(block.blobs, this.#reading));
      case 'open': {
        const { index } = block;
        const close: StreamEvent = { type: 'close', choice: 0, index };
        if (block.part !== 'tool_call' || !block.isEmpty) return [close];
        return [{ type: 'delta', choice: 0, index, delta: { kind: 'arguments', text: '{}' } }, close];
      }
    }
  }

  /** Closes what the upstream left open. */
  stopAll(): readonly StreamEvent[] {
    return [...this.#blocks.keys()].flatMap((number) => this.stop(number));
  }

  #open(number: number, part: Part): readonly StreamEvent[] {
    const index = this.#opened++;
    this.#blocks.set(number, { kind: 'open', index, part: part.kind, isEmpty: true });
    return [{ type: 'open', choice: 0, index, part }];
  }

  #whole(part: Part): readonly StreamEvent[] {
    const index = this.#opened++;
    return [
      { type: 'open', choice: 0, index, part },
      { type: 'close', choice: 0, index },
    ];
  }

  /** One delta, behind the opening of its part where it is the first. */
  #grow(number: number, delta: PartDelta): readonly StreamEvent[] {
    const isFirst = !this.#blocks.has(number);
    // Arguments of a call that was never begun have no name to go under.
    if (isFirst && delta.kind === 'arguments') return [];
    const opened = isFirst ? this.#open(number, partFor(delta)) : [];
    const block = this.#blocks.get(number);
    if (block?.kind !== 'open') return opened;
    block.isEmpty = false;
    return [...opened, { type: 'delta', choice: 0, index: block.index, delta }];
  }
}
