import type { ReasoningPart, Signature } from '../../canonical/part.ts';
import { continues, type ReasoningDetail, readDetail, textSealId } from './parse-reasoning.ts';
import type { PartBook } from './part-book.ts';
import { sealsPart } from './reasoning-format.ts';
import type { ToolCallReader } from './tool-call-reader.ts';

/**
 * Reads reasoning out of the two ways that vendors write it, often both at once: a plain text, and OpenRouter's list with
 * seals. What brings the text first is its source; the other one repeats it.
 */
export class ReasoningReader {
  readonly #book: PartBook;
  readonly #calls: ToolCallReader;
  #part: number | undefined;
  #last: ReasoningDetail | undefined;
  #isSealed = false;
  #source: 'plain' | 'details' | undefined;
  /** Of the text, which a seal may precede or follow. */
  textSeal: Signature | undefined;

  constructor(book: PartBook, calls: ToolCallReader) {
    this.#book = book;
    this.#calls = calls;
  }

  /** One delta or message: its plain text, its list, and the tool calls that a seal may name. */
  read(plain: string | undefined, details: readonly unknown[], callIds: ReadonlySet<string>): void {
    const read = details.map(readDetail).filter((detail) => detail !== undefined);
    const hasText = read.some(({ text }) => text !== undefined);
    if (plain !== undefined) this.#source ??= hasText ? 'details' : 'plain';
    else if (hasText) this.#source ??= 'details';
    if (plain !== undefined && (this.#source === 'plain' || !hasText)) this.#plain(plain);
    for (const detail of read) this.#detail(detail, callIds);
  }

  /** Mistral's chunk of reasoning. */
  chunk(text: string): void {
    this.#source ??= 'plain';
    if (text !== '') this.#plain(text);
  }

  /** The seal of what was read last. */
  seal(signature: Signature): void {
    this.#part ??= this.#book.open({ ...opening(this.#last), signature });
    if (!this.#isSealed) this.#book.grow(this.#part, { kind: 'signature', signature });
    this.#isSealed = true;
  }

  /** Other content begins. */
  close(): void {
    if (this.#part !== undefined) this.#book.close(this.#part);
    this.#part = undefined;
    this.#last = undefined;
    this.#isSealed = false;
  }

  #plain(text: string): void {
    if (this.#part !== undefined && this.#isSealed) this.close();
    this.#part ??= this.#book.open(opening(this.#last));
    this.#book.grow(this.#part, { kind: 'reasoning', text, section: 0 });
  }

  #detail(detail: ReasoningDetail, callIds: ReadonlySet<string>): void {
    const { id, signature } = detail;
    const text = this.#source === 'plain' ? undefined : detail.text;
    if (signature !== undefined && detail.text === undefined && this.#isElsewhere(id, signature, callIds)) return;
    if (text === undefined && signature === undefined) {
      this.#last ??= detail;
      return;
    }
    const goesOn = this.#last === undefined || continues(this.#last, detail, this.#isSealed);
    if (this.#part !== undefined && !goesOn) this.close();
    this.#last = { ...detail, ...(this.#last?.id === undefined ? {} : { id: this.#last.id }) };
    if (text !== undefined) {
      this.#part ??= this.#book.open(opening(detail));
      this.#book.grow(this.#part, { kind: 'reasoning', text, section: 0 });
    }
    if (signature !== undefined) this.seal(signature);
  }

  /** Gemini's seals belong to calls and texts: an entry that names one is kept for it, one that names none for the first. */
  #isElsewhere(id: string | undefined, signature: Signature, callIds: ReadonlySet<string>): boolean {
    const isOfPart = sealsPart(signature);
    const [first = this.#calls.firstId] = callIds;
    if (id === textSealId) this.textSeal = signature;
    else if (id !== undefined && (callIds.has(id) || isOfPart)) this.#calls.seal(id, signature);
    else if (isOfPart && first !== undefined) this.#calls.seal(first, signature);
    else if (isOfPart) this.textSeal = signature;
    else return false;
    return true;
  }
}

function opening(detail: ReasoningDetail | undefined): ReasoningPart {
  const id = detail?.id;
  return {
    kind: 'reasoning',
    texts: [],
    ...(detail?.summarized === true ? { summarized: true } : {}),
    ...(id === undefined ? {} : { itemId: id }),
  };
}
