import type { Finish } from '../../canonical/chat-answer.ts';
import { growPart } from '../../canonical/grow-part.ts';
import type { Part, TextPart, TokenLogprob } from '../../canonical/part.ts';
import type { PartDelta } from '../../canonical/stream-event.ts';
import type { JsonObject } from '../../json-read.ts';
import type { EndedCandidate } from './answer-frame.ts';
import { ByteOffsets } from './byte-offsets.ts';
import { groundingMetadata, type Placed } from './grounding.ts';
import { writeLogprobs } from './logprobs.ts';
import { candidatePart } from './read-candidate.ts';
import { writeSeal } from './seal.ts';
import { writeAnswerPart } from './write-answer-part.ts';

/** A part on its way: `held` is what may be written when its turn comes, `section` the last one of a reasoning. */
type Pending = {
  part: Part;
  held: string;
  closed: boolean;
  section: number | undefined;
  readonly from: number;
};

const noText = '';

function joined(parts: readonly JsonObject[]): string {
  return parts.map((part) => JSON.stringify(part)).join(',');
}

function sealOf(part: TextPart): string {
  return part.signature === undefined ? '' : joined([{ text: '', thoughtSignature: writeSeal(part.signature) }]);
}

function isText(part: Part): boolean {
  return part.kind === 'text' || part.kind === 'refusal';
}

/**
 * Writes the parts of one candidate in order. Texts and thoughts go out as they come; what the API sends whole (calls,
 * sounds) waits until it is closed. A part behind one that is still open waits for it: what is held is at most what the
 * model wrote since the earlier part was opened.
 */
export class CandidateWriter {
  readonly #offsets = new ByteOffsets();
  readonly #pending = new Map<number, Pending>();
  readonly #placed: Placed[] = [];
  readonly #logprobs: TokenLogprob[] = [];
  #front = 0;
  #native: JsonObject | undefined;
  finish: Finish | undefined;

  /** Texts of parts that may be written now, joined by commas; empty where there are none. */
  open(index: number, part: Part): string {
    const pending: Pending = { part, held: '', closed: false, section: undefined, from: this.#offsets.units };
    this.#pending.set(index, pending);
    if (isText(part)) this.#hold(pending, this.#opened(part));
    return this.#release();
  }

  delta(index: number, delta: PartDelta): string {
    const pending = this.#pending.get(index);
    if (pending === undefined) return noText;
    const written = this.#grown(pending, delta);
    if (written === '') return noText;
    // The usual case: the part in front grows, nothing waits.
    if (index === this.#front && pending.held === '') return written;
    this.#hold(pending, written);
    return this.#release();
  }

  close(index: number): string {
    const pending = this.#pending.get(index);
    if (pending === undefined) return noText;
    const { part } = pending;
    pending.closed = true;
    if (part.kind === 'native' && part.type === candidatePart) this.#native = part.value;
    else if (part.kind === 'reasoning') this.#hold(pending, this.#closedReasoning(pending));
    else if (part.kind === 'text') this.#hold(pending, sealOf(part));
    else if (part.kind !== 'refusal') this.#hold(pending, joined(writeAnswerPart(part)));
    return this.#release();
  }

  /** The candidate without its parts, which have been written. */
  ended(index: number): EndedCandidate {
    return {
      index,
      parts: [{ text: '' }],
      finish: this.finish,
      native: this.#native,
      grounding: groundingMetadata(this.#placed, this.#offsets),
      logprobs: this.#logprobs.length === 0 ? undefined : writeLogprobs(this.#logprobs),
    };
  }

  #opened(part: Part): string {
    if (part.kind !== 'text' && part.kind !== 'refusal') return '';
    this.#offsets.push(part.text);
    const from = this.#offsets.units - part.text.length;
    const annotations = part.kind === 'text' ? (part.annotations ?? []) : [];
    this.#placed.push(...annotations.map((annotation) => ({ annotation, from })));
    // A seal ends its part, so it is written last.
    return part.text === '' ? '' : joined([{ text: part.text }]);
  }

  #grown(pending: Pending, delta: PartDelta): string {
    const { part } = pending;
    switch (delta.kind) {
      case 'text':
        if (!isText(part)) return '';
        this.#offsets.push(delta.text);
        if (delta.logprobs !== undefined) this.#logprobs.push(...delta.logprobs);
        return delta.text === '' ? '' : `{"text":${JSON.stringify(delta.text)}}`;
      case 'reasoning':
        return part.kind === 'reasoning' ? this.#thought(pending, delta.text, delta.section) : '';
      case 'annotation':
        if (part.kind === 'text') this.#placed.push({ annotation: delta.annotation, from: pending.from });
        return '';
      case 'signature':
      case 'arguments':
      case 'audio':
      case 'native':
        pending.part = growPart(part, delta);
        return '';
    }
  }

  /** Sections have no sign of their own here: a blank line parts them. */
  #thought(pending: Pending, text: string, section = pending.section ?? 0): string {
    const isNext = pending.section !== undefined && section !== pending.section;
    pending.section = section;
    const said = isNext ? `\n\n${text}` : text;
    return said === '' ? '' : `{"text":${JSON.stringify(said)},"thought":true}`;
  }

  /** What was known of it at its opening, and its seal. */
  #closedReasoning({ part, section }: Pending): string {
    if (part.kind !== 'reasoning') return '';
    const told = section === undefined ? part : { ...part, texts: [] };
    return told.texts.length === 0 && told.signature === undefined ? '' : joined(writeAnswerPart(told));
  }

  #hold(pending: Pending, text: string): void {
    if (text !== '') pending.held = pending.held === '' ? text : `${pending.held},${text}`;
  }

  #release(): string {
    let text = '';
    for (let front = this.#pending.get(this.#front); front !== undefined; front = this.#pending.get(this.#front)) {
      if (front.held !== '') text = text === '' ? front.held : `${text},${front.held}`;
      front.held = '';
      if (!front.closed) break;
      this.#pending.delete(this.#front);
      this.#front++;
    }
    return text;
  }
}
