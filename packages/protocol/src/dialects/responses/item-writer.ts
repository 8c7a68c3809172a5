import { growPart } from '../../canonical/grow-part.ts';
import type { Part } from '../../canonical/part.ts';
import type { PartDelta } from '../../canonical/stream-event.ts';
import type { JsonObject } from '../../json-read.ts';
import type { FinishReason } from '../../meter-event.ts';
import { encodeAnnotation, encodeLogprobs } from './annotations.ts';
import { answerItem, isCut } from './answer-items.ts';
import { outputText, refusalContent } from './encode-content.ts';
import { type EventWriter, placeOf } from './event-writer.ts';
import { type ItemWriting, isClientSearch, isCustomCall, itemOf, joins } from './output-items.ts';

/** Where an item stands, and what writes it. */
export type ItemPlace = {
  readonly id: string;
  readonly outputIndex: number;
  readonly writer: EventWriter;
  readonly writing: ItemWriting;
};

/** `tail` is text that the part has grown by since `part` was made: joined once, not with each delta. */
type Slot = { part: Part; tail: string; isOpen: boolean; annotations: number; readonly number: number };

/** The part with its tail. */
function settled(slot: Slot): Part {
  if (slot.tail === '') return slot.part;
  const kind = slot.part.kind === 'tool_call' ? 'arguments' : 'text';
  slot.part = growPart(slot.part, { kind, text: slot.tail });
  slot.tail = '';
  return slot.part;
}

/** True for a delta that is nothing but more text. */
function isPlainText(delta: PartDelta): delta is Extract<PartDelta, { kind: 'text' | 'arguments' }> {
  return delta.kind === 'arguments' || (delta.kind === 'text' && delta.logprobs === undefined);
}

/** An item as it is announced: nothing of what will come. */
function announced(item: JsonObject): JsonObject {
  switch (item['type']) {
    case 'message':
      return { ...item, status: 'in_progress', content: [] };
    case 'function_call':
      return { ...item, status: 'in_progress', arguments: '' };
    case 'custom_tool_call':
      return { ...item, status: 'in_progress', input: '' };
    case 'reasoning': {
      const { content: _, ...head } = item;
      return { ...head, summary: [] };
    }
    case 'image_generation_call':
      return { ...item, status: 'in_progress', result: null };
    default:
      return item;
  }
}

/**
 * One output item on its way out. It holds its parts as they have grown, because its end repeats them: as much as the
 * model wrote, until the answer is over.
 */
export class ItemWriter {
  readonly #place: ItemPlace;
  readonly #fields: string;
  readonly #slots = new Map<number, Slot>();

  constructor(place: ItemPlace) {
    this.#place = place;
    this.#fields = placeOf(place.id, place.outputIndex);
  }

  get outputIndex(): number {
    return this.#place.outputIndex;
  }

  get parts(): readonly Part[] {
    return [...this.#slots.values()].map(settled);
  }

  get hasOpen(): boolean {
    return [...this.#slots.values()].some(({ isOpen }) => isOpen);
  }

  /** True where `part` belongs to this item. */
  takes(part: Part): boolean {
    const last = this.parts.at(-1);
    return last !== undefined && joins(last, part);
  }

  /** True where nothing can join it any more. */
  get isAlone(): boolean {
    const [part] = this.parts;
    if (part?.kind === 'reasoning')
      return part.itemId === undefined || part.summarized !== true || this.parts.length > 1;
    return part?.kind !== 'text' && part?.kind !== 'refusal';
  }

  /** The item as it is, with its id. */
  item(reason?: FinishReason): JsonObject {
    const item = itemOf(this.parts, this.#place.writing) ?? {};
    return answerItem(item, this.#place.id, isCut(item, reason));
  }

  /** A part of the item begins; with the first one the item is announced. */
  open(index: number, part: Part): string {
    const isFirst = this.#slots.size === 0;
    const number = this.#slots.size;
    this.#slots.set(index, { part, tail: '', isOpen: true, annotations: 0, number });
    const head = isFirst ? this.#write('response.output_item.added', this.#itemFields(announced(this.item()))) : '';
    if (part.kind !== 'text' && part.kind !== 'refusal') return head;
    const content = part.kind === 'text' ? outputText({ ...part, text: '' }, false) : refusalContent(part, false);
    return (
      head + this.#placed('response.content_part.added', `"content_index":${number},"part":${JSON.stringify(content)}`)
    );
  }

  /** The part grows. */
  delta(index: number, delta: PartDelta): string {
    const slot = this.#slots.get(index);
    if (slot === undefined) return '';
    if (isPlainText(delta)) slot.tail += delta.text;
    if (delta.kind === 'arguments') return this.#arguments(slot.part, delta.text);
    const before = isPlainText(delta) ? slot.part : settled(slot);
    if (!isPlainText(delta)) slot.part = growPart(before, delta);
    if (delta.kind === 'text') return this.#text(slot, delta);
    switch (delta.kind) {
      case 'reasoning':
        return this.#reasoning(before, slot.part, delta);
      case 'annotation':
        return this.#annotation(slot, delta);
      default:
        return '';
    }
  }

  /** The part is whole. */
  close(index: number): string {
    const slot = this.#slots.get(index);
    if (slot === undefined || !slot.isOpen) return '';
    slot.isOpen = false;
    const part = settled(slot);
    switch (part.kind) {
      case 'text': {
        const at = `"content_index":${slot.number}`;
        const logprobs = JSON.stringify(encodeLogprobs(part.logprobs ?? []));
        const text = `${at},"text":${JSON.stringify(part.text)},"logprobs":${logprobs}`;
        const content = JSON.stringify(outputText(part, false));
        return (
          this.#placed('response.output_text.done', text) +
          this.#placed('response.content_part.done', `${at},"part":${content}`)
        );
      }
      case 'refusal': {
        const at = `"content_index":${slot.number}`;
        const content = JSON.stringify(refusalContent(part, false));
        return (
          this.#placed('response.refusal.done', `${at},"refusal":${JSON.stringify(part.text)}`) +
          this.#placed('response.content_part.done', `${at},"part":${content}`)
        );
      }
      case 'reasoning':
        return part.texts.length === 0 ? '' : this.#sectionDone(part, part.texts.length - 1);
      case 'tool_call':
        return this.#argumentsDone();
      default:
        return '';
    }
  }

  /** The item is whole; parts that are still open are closed first. */
  finish(reason?: FinishReason): string {
    const closed = [...this.#slots.keys()].map((index) => this.close(index)).join('');
    return closed + this.#write('response.output_item.done', this.#itemFields(this.item(reason)));
  }

  #itemFields(item: JsonObject): string {
    return `"output_index":${this.#place.outputIndex},"item":${JSON.stringify(item)}`;
  }

  #write(type: string, fields: string): string {
    return this.#place.writer.write(type, fields);
  }

  #placed(type: string, fields: string): string {
    return this.#place.writer.write(type, `${this.#fields},${fields}`);
  }

  #text({ part, number }: Slot, delta: Extract<PartDelta, { kind: 'text' }>): string {
    const at = `"content_index":${number},"delta":${JSON.stringify(delta.text)}`;
    if (part.kind === 'refusal') return this.#placed('response.refusal.delta', at);
    const logprobs = delta.logprobs === undefined ? '[]' : JSON.stringify(encodeLogprobs(delta.logprobs));
    return this.#placed('response.output_text.delta', `${at},"logprobs":${logprobs}`);
  }

  #annotation(slot: Slot, { annotation }: Extract<PartDelta, { kind: 'annotation' }>): string {
    if (slot.part.kind !== 'text') return '';
    const json = encodeAnnotation(annotation, slot.part.text.length);
    if (json === undefined) return '';
    const at = `"content_index":${slot.number},"annotation_index":${slot.annotations++}`;
    return this.#placed('response.output_text.annotation.added', `${at},"annotation":${JSON.stringify(json)}`);
  }

  /** A section begins when its first text comes, and ends when the next one begins. */
  #reasoning(before: Part, part: Part, delta: Extract<PartDelta, { kind: 'reasoning' }>): string {
    if (before.kind !== 'reasoning' || part.kind !== 'reasoning') return '';
    const section = delta.section ?? Math.max(0, before.texts.length - 1);
    const opened: string[] = [];
    for (let at = before.texts.length; at < part.texts.length; at++) {
      if (at > 0) opened.push(this.#sectionDone(part, at - 1));
      opened.push(part.summarized ? this.#summaryPart('added', at, '') : this.#reasoningPart('added', at, ''));
    }
    if (delta.text === '') return opened.join('');
    const text = `"delta":${JSON.stringify(delta.text)}`;
    const grown = part.summarized
      ? this.#placed('response.reasoning_summary_text.delta', `"summary_index":${section},${text}`)
      : this.#placed('response.reasoning_text.delta', `"content_index":${section},${text}`);
    return opened.join('') + grown;
  }

  #summaryPart(what: 'added' | 'done', section: number, text: string): string {
    const part = JSON.stringify({ type: 'summary_text', text });
    return this.#placed(`response.reasoning_summary_part.${what}`, `"summary_index":${section},"part":${part}`);
  }

  /** OpenAI's SDK refuses reasoning of a content part that was not announced. */
  #reasoningPart(what: 'added' | 'done', section: number, text: string): string {
    const part = JSON.stringify({ type: 'reasoning_text', text });
    return this.#placed(`response.content_part.${what}`, `"content_index":${section},"part":${part}`);
  }

  #sectionDone(part: Extract<Part, { kind: 'reasoning' }>, section: number): string {
    const text = part.texts[section] ?? '';
    const json = `"text":${JSON.stringify(text)}`;
    if (!part.summarized) {
      return (
        this.#placed('response.reasoning_text.done', `"content_index":${section},${json}`) +
        this.#reasoningPart('done', section, text)
      );
    }
    return (
      this.#placed('response.reasoning_summary_text.done', `"summary_index":${section},${json}`) +
      this.#summaryPart('done', section, text)
    );
  }

  /** Calls of free-text tools that came as a function's are told at their end: their text stands inside JSON. */
  #arguments(part: Part, text: string): string {
    if (part.kind !== 'tool_call' || text === '' || isClientSearch(part, this.#place.writing)) return '';
    const delta = `"delta":${JSON.stringify(text)}`;
    if (!isCustomCall(part, this.#place.writing)) {
      return this.#placed('response.function_call_arguments.delta', delta);
    }
    return part.custom === true ? this.#placed('response.custom_tool_call_input.delta', delta) : '';
  }

  #argumentsDone(): string {
    const item = this.item();
    const [part] = this.parts;
    if (item['type'] === 'tool_search_call') return '';
    if (item['type'] !== 'custom_tool_call') {
      const fields = `"name":${JSON.stringify(item['name'])},"arguments":${JSON.stringify(item['arguments'])}`;
      return this.#placed('response.function_call_arguments.done', fields);
    }
    const input = JSON.stringify(item['input']);
    const isLate = part?.kind === 'tool_call' && part.custom !== true && input !== '""';
    return (
      (isLate ? this.#placed('response.custom_tool_call_input.delta', `"delta":${input}`) : '') +
      this.#placed('response.custom_tool_call_input.done', `"input":${input}`)
    );
  }
}
