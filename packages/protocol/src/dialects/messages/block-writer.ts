import type { Part, Signature } from '../../canonical/part.ts';
import type { CarriedSignature } from '../../canonical/signature.ts';
import type { PartDelta } from '../../canonical/stream-event.ts';
import { asObject, type JsonObject } from '../../json-read.ts';
import { sseText } from '../../sse-frame.ts';
import { answerCitation } from './citation.ts';
import { argumentsText, callNative, ownBlock, redactedData, thinkingSignature } from './encode-block.ts';
import { toWireName } from './wire-name.ts';

/** Numbers the blocks of a message as they are written. */
export type BlockCount = {
  next: number;
  /**
   * A seal that came after its text. It is written before the next block, and not at all where there is none: clients
   * take the last block for the answer, so a message must not end in one without words. Gemini, whose seals come so,
   * demands back only those of calls (ai.google.dev/gemini-api/docs/thought-signatures).
   */
  late?: CarriedSignature | undefined;
};

function startText(index: number, block: string): string {
  return sseText('content_block_start', `{"type":"content_block_start","index":${index},"content_block":${block}}`);
}

function deltaText(index: number, delta: string): string {
  return sseText('content_block_delta', `{"type":"content_block_delta","index":${index},"delta":${delta}}`);
}

function stopText(index: number): string {
  return sseText('content_block_stop', `{"type":"content_block_stop","index":${index}}`);
}

/**
 * Writes one part of a stream as blocks. A block begins with its first content, because an empty text would be refused
 * when the client sends it back; a seal is written last, when no more text can come.
 */
export abstract class BlockWriter {
  readonly #count: BlockCount;
  #index: number | undefined;

  constructor(count: BlockCount) {
    this.#count = count;
  }

  /** What is written at once when the part's turn comes. */
  open(): string {
    return '';
  }

  abstract delta(delta: PartDelta): string;

  close(): string {
    return this.stop();
  }

  protected get begun(): boolean {
    return this.#index !== undefined;
  }

  /** The block's beginning, if it has not begun. */
  protected begin(block: string): string {
    if (this.#index !== undefined) return '';
    const late = this.#late();
    this.#index = this.#count.next++;
    return `${late}${startText(this.#index, block)}`;
  }

  /** `delta` is JSON. */
  protected grow(delta: string): string {
    return this.#index === undefined ? '' : deltaText(this.#index, delta);
  }

  protected stop(): string {
    return this.#index === undefined ? '' : stopText(this.#index);
  }

  /** A block that is whole. */
  protected whole(block: JsonObject, delta?: JsonObject): string {
    const late = this.#late();
    const index = this.#count.next++;
    const grown = delta === undefined ? '' : deltaText(index, JSON.stringify(delta));
    return `${late}${startText(index, JSON.stringify(block))}${grown}${stopText(index)}`;
  }

  protected redacted(signature: Signature, on: 'own' | 'next'): string {
    return this.whole({ type: 'redacted_thinking', data: redactedData({ signature, on }) });
  }

  /** Leaves the seal of a part that is written to what follows it. */
  protected leave(signature: Signature | undefined): void {
    if (signature !== undefined) this.#count.late = { signature, on: this.begun ? 'previous' : 'own' };
  }

  #late(): string {
    const { late } = this.#count;
    if (late === undefined) return '';
    this.#count.late = undefined;
    return this.whole({ type: 'redacted_thinking', data: redactedData(late) });
  }
}

/** Texts and refusals. */
class TextWriter extends BlockWriter {
  readonly #early: Signature | undefined;
  #late: Signature | undefined;
  #carried = false;

  constructor(count: BlockCount, signature: Signature | undefined) {
    super(count);
    this.#early = signature;
  }

  override delta(delta: PartDelta): string {
    switch (delta.kind) {
      case 'text':
        if (delta.text === '') return '';
        return `${this.#begin()}${this.grow(`{"type":"text_delta","text":${JSON.stringify(delta.text)}}`)}`;
      case 'annotation': {
        const citation = answerCitation(delta.annotation);
        if (citation === undefined) return '';
        return `${this.#begin()}${this.grow(`{"type":"citations_delta","citation":${JSON.stringify(citation)}}`)}`;
      }
      case 'signature':
        this.#late = delta.signature;
        return '';
      case 'audio':
        return delta.transcript === undefined ? '' : this.delta({ kind: 'text', text: delta.transcript });
      default:
        return '';
    }
  }

  override close(): string {
    this.leave(this.#late ?? (this.#carried ? undefined : this.#early));
    return this.stop();
  }

  #begin(): string {
    if (this.begun) return '';
    // A seal that is known before the text goes before it.
    const seal = this.#early === undefined ? '' : this.redacted(this.#early, 'next');
    this.#carried = true;
    return `${seal}${this.begin('{"type":"text","text":"","citations":null}')}`;
  }
}

class ReasoningWriter extends BlockWriter {
  #seal: Signature | undefined;
  #section = 0;

  constructor(count: BlockCount, signature: Signature | undefined) {
    super(count);
    this.#seal = signature;
  }

  override delta(delta: PartDelta): string {
    if (delta.kind === 'signature') this.#seal = delta.signature;
    if (delta.kind !== 'reasoning') return '';
    const { section = this.#section } = delta;
    const begun = this.begin('{"type":"thinking","thinking":"","signature":""}');
    const text = section > this.#section ? `\n\n${delta.text}` : delta.text;
    this.#section = section;
    if (text === '') return begun;
    return `${begun}${this.grow(`{"type":"thinking_delta","thinking":${JSON.stringify(text)}}`)}`;
  }

  override close(): string {
    const seal = this.#seal;
    if (!this.begun) return seal === undefined ? '' : this.redacted(seal, 'own');
    // Clients keep, and send back, only thoughts that a signature ends, be it empty.
    const signature = JSON.stringify(seal === undefined ? '' : thinkingSignature(seal));
    return `${this.grow(`{"type":"signature_delta","signature":${signature}}`)}${this.stop()}`;
  }
}

type Call = Extract<Part, { kind: 'tool_call' }>;

class CallWriter extends BlockWriter {
  readonly #part: Call;
  #late: Signature | undefined;
  /** Free text, which becomes JSON only when it is whole. */
  #free = '';

  constructor(count: BlockCount, part: Call) {
    super(count);
    this.#part = part;
  }

  override open(): string {
    const { id, name, signature, native } = this.#part;
    const seal = signature === undefined ? '' : this.redacted(signature, 'next');
    const block = JSON.stringify({ type: 'tool_use', id: toWireName(id), name, input: {}, ...callNative(native) });
    return `${seal}${this.begin(block)}${this.#arguments(this.#part.arguments)}`;
  }

  override delta(delta: PartDelta): string {
    if (delta.kind === 'signature') this.#late = delta.signature;
    return delta.kind === 'arguments' ? this.#arguments(delta.text) : '';
  }

  override close(): string {
    const free = this.#part.custom === true ? this.#json(argumentsText({ arguments: this.#free, custom: true })) : '';
    this.leave(this.#late);
    return `${free}${this.stop()}`;
  }

  #arguments(text: string): string {
    if (text === '') return '';
    if (this.#part.custom !== true) return this.#json(text);
    this.#free += text;
    return '';
  }

  #json(text: string): string {
    return this.grow(`{"type":"input_json_delta","partial_json":${JSON.stringify(text)}}`);
  }
}

/** Steps of the vendor's own tools, and blocks that only this dialect has: written whole. */
class ValueWriter extends BlockWriter {
  #value: JsonObject;

  constructor(count: BlockCount, value: JsonObject) {
    super(count);
    this.#value = value;
  }

  override delta(delta: PartDelta): string {
    if (delta.kind === 'native') this.#value = delta.value;
    return '';
  }

  override close(): string {
    const block = ownBlock(this.#value);
    if (block === undefined) return '';
    const { input } = block;
    if (block['type'] === 'compaction') {
      return this.whole({ ...block, content: null }, { type: 'compaction_delta', content: block['content'] ?? null });
    }
    // Clients gather the input from its deltas.
    if (asObject(input) === undefined) return this.whole(block);
    return this.whole({ ...block, input: {} }, { type: 'input_json_delta', partial_json: JSON.stringify(input) });
  }
}

/** Pictures and sound, which no message can hold. */
class SilentWriter extends BlockWriter {
  override delta(): string {
    return '';
  }
}

/** The writer of a part. */
export function writerOf(part: Part, count: BlockCount): BlockWriter {
  switch (part.kind) {
    case 'text':
      return new TextWriter(count, part.signature);
    case 'refusal':
    case 'audio':
      return new TextWriter(count, undefined);
    case 'reasoning':
      return new ReasoningWriter(count, part.signature);
    case 'tool_call':
      return new CallWriter(count, part);
    case 'server_tool':
    case 'native':
      return new ValueWriter(count, part.value);
    default:
      return new SilentWriter(count);
  }
}
