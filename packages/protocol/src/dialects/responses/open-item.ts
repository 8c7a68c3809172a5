import { Fields } from '../../canonical/fields.ts';
import type { Part } from '../../canonical/part.ts';
import type { PartDelta, StreamEvent } from '../../canonical/stream-event.ts';
import { unfoldPart } from '../../canonical/unfold-answer.ts';
import { WeirError } from '../../errors.ts';
import { type JsonObject, textAt } from '../../json-read.ts';
import { messageNative, nativeOf, parseOutputItem } from './parse-output-item.ts';

/** Items whose status while they grow says nothing of what they will be; how the answer ended says it. */
const grows: ReadonlySet<string> = new Set([
  'message',
  'reasoning',
  'function_call',
  'custom_tool_call',
  'tool_search_call',
]);

/** The parts of an item of an answer. What an upstream says is never the caller's mistake: an odd item stays what it is. */
export function readItem(item: JsonObject, signer: string): readonly Part[] {
  const type = textAt(item, 'type') ?? 'unknown';
  try {
    const isVague = grows.has(type) || (type === 'image_generation_call' && textAt(item, 'result') !== undefined);
    const fields = new Fields({ ...item, type, ...(isVague ? { status: undefined } : {}) }, 'output');
    const { parts, seal } = parseOutputItem(fields, { tools: [], signer });
    // What is kept as it is keeps its status too.
    const kept = parts.map((part) => ('value' in part ? { ...part, value: item } : part));
    if (seal === undefined) return kept;
    return [{ kind: 'reasoning', texts: [], signature: seal.signature }];
  } catch (error) {
    if (!(error instanceof WeirError)) throw error;
    return [{ kind: 'native', type, value: item }];
  }
}

/** Numbers the parts of an answer in the order in which they are opened. */
export class PartCounter {
  #next = 0;

  take(): number {
    return this.#next++;
  }
}

type Growing = { readonly index: number; readonly kind: Part['kind']; sent: number; annotations: number };

function sizeOf(part: Part): string {
  switch (part.kind) {
    case 'text':
    case 'refusal':
      return part.text;
    case 'tool_call':
      return part.arguments;
    default:
      return '';
  }
}

/** What can be opened empty and grow. */
function emptied(part: Part): Part {
  switch (part.kind) {
    case 'text': {
      const { annotations, logprobs, ...rest } = part;
      return { ...rest, text: '' };
    }
    case 'refusal':
      return { ...part, text: '' };
    case 'tool_call':
      return { ...part, arguments: '' };
    case 'reasoning': {
      const { signature, ...rest } = part;
      return { ...rest, texts: [] };
    }
    default:
      return part;
  }
}

const steps: ReadonlySet<Part['kind']> = new Set(['server_tool', 'native']);

/**
 * One output item while its stream lasts. Holds no text: only how much of each part was passed on, so that what the
 * whole item has more (vendors that skip deltas) can be added at its end.
 */
export class OpenItem {
  readonly #counter: PartCounter;
  readonly #signer: string;
  readonly #head: JsonObject;
  /** By section: `content.N`, `summary`, or the item itself. */
  readonly #parts = new Map<string, Growing>();
  /** Lengths of the sections of a reasoning that were passed on. */
  readonly #sections = new Map<string, number>();

  constructor(head: JsonObject, counter: PartCounter, signer: string) {
    this.#head = head;
    this.#counter = counter;
    this.#signer = signer;
  }

  get type(): string {
    return textAt(this.#head, 'type') ?? '';
  }

  /** What can be told when the item is announced. */
  begin(): readonly StreamEvent[] {
    // A picture comes whole, at the end of its item.
    if (this.type === 'message' || this.type === 'image_generation_call') return [];
    const [part] = readItem(this.#head, this.#signer);
    if (part === undefined) return [];
    if (part.kind === 'tool_call' || steps.has(part.kind)) return this.#open('item', part);
    return [];
  }

  /** A text of a message or a refusal begins or grows. */
  content(index: number, kind: 'text' | 'refusal', delta: PartDelta | undefined): readonly StreamEvent[] {
    const key = `content.${index}`;
    const opened = this.#parts.has(key) ? [] : this.#open(key, this.#blank(kind));
    return delta === undefined ? opened : [...opened, ...this.#grow(key, delta)];
  }

  /** The reasoning itself or its summary grows. */
  reasoning(side: 'summary' | 'content', section: number, text: string | undefined): readonly StreamEvent[] {
    const key = `reasoning.${side}`;
    const opened = this.#parts.has(key) ? [] : this.#open(key, this.#blankReasoning(side));
    if (text === undefined) return opened;
    const name = `${side}.${section}`;
    this.#sections.set(name, (this.#sections.get(name) ?? 0) + text.length);
    return [...opened, ...this.#grow(key, { kind: 'reasoning', text, section })];
  }

  /** The arguments of a call grow. */
  args(text: string): readonly StreamEvent[] {
    return this.#parts.has('item') ? this.#grow('item', { kind: 'arguments', text }) : [];
  }

  /** The whole item: what was not passed on yet, and the end of its parts. */
  done(item: JsonObject): readonly StreamEvent[] {
    const parts = readItem(item, this.#signer);
    const isWholeMessage = parts.length === 1 && parts[0]?.kind === 'native';
    if (isWholeMessage && this.type === 'message' && this.#parts.size > 0) return this.close();
    const events = parts.flatMap((part, index) => this.#finish(part, index));
    return [...events, ...this.close()];
  }

  /** Closes what is still open. */
  close(): readonly StreamEvent[] {
    const events = [...this.#parts.values()].map(({ index }): StreamEvent => ({ type: 'close', choice: 0, index }));
    this.#parts.clear();
    return events;
  }

  #finish(part: Part, position: number): readonly StreamEvent[] {
    const key = this.#keyOf(part, position);
    const growing = this.#parts.get(key);
    if (growing === undefined) return unfoldPart(part, 0, this.#counter.take());
    const rest = part.kind === 'reasoning' ? this.#missingSections(part.texts, part.summarized === true) : [];
    const events: StreamEvent[] = rest.flatMap((delta) => this.#grow(key, delta));
    const missing = sizeOf(part).slice(growing.sent);
    if (missing !== '') {
      const delta: PartDelta =
        part.kind === 'tool_call' ? { kind: 'arguments', text: missing } : { kind: 'text', text: missing };
      events.push(...this.#grow(key, delta));
    }
    events.push(...this.#trailing(key, part, growing));
    this.#parts.delete(key);
    return [...events, { type: 'close', choice: 0, index: growing.index }];
  }

  #trailing(key: string, part: Part, growing: Growing): readonly StreamEvent[] {
    if (part.kind === 'reasoning' && part.signature !== undefined) {
      return this.#grow(key, { kind: 'signature', signature: part.signature });
    }
    if (part.kind === 'server_tool' || part.kind === 'native') {
      return this.#grow(key, { kind: 'native', value: part.value });
    }
    if (part.kind !== 'text') return [];
    const missing = (part.annotations ?? []).slice(growing.annotations);
    return missing.flatMap((annotation) => this.#grow(key, { kind: 'annotation', annotation }));
  }

  #missingSections(texts: readonly string[], summarized: boolean): readonly PartDelta[] {
    return texts.flatMap((text, section) => {
      const name = `${summarized ? 'summary' : 'content'}.${section}`;
      const missing = text.slice(this.#sections.get(name) ?? 0);
      return missing === '' && this.#sections.has(name) ? [] : [{ kind: 'reasoning', text: missing, section } as const];
    });
  }

  #keyOf(part: Part, position: number): string {
    if (part.kind === 'reasoning') return `reasoning.${part.summarized === true ? 'summary' : 'content'}`;
    return part.kind === 'text' || part.kind === 'refusal' ? `content.${position}` : 'item';
  }

  #blank(kind: 'text' | 'refusal'): Part {
    const itemId = textAt(this.#head, 'id');
    const isFirst = ![...this.#parts.keys()].some((key) => key.startsWith('content.'));
    // The status of an item that has only begun says nothing.
    const { status: _, ...head } = this.#head;
    const native = isFirst ? nativeOf(messageNative(new Fields(head, 'output'))) : {};
    return { kind, text: '', ...(itemId === undefined ? {} : { itemId }), ...native };
  }

  #blankReasoning(side: 'summary' | 'content'): Part {
    const { summary: _s, content: _c, encrypted_content: _e, status: _, ...head } = this.#head;
    const [part] = readItem({ ...head, summary: [] }, this.#signer);
    const itemId = textAt(this.#head, 'id');
    const isFirst = this.#parts.size === 0;
    const base: Part = part?.kind === 'reasoning' && isFirst ? part : { kind: 'reasoning', texts: [] };
    return {
      ...base,
      ...(itemId === undefined ? {} : { itemId }),
      ...(side === 'summary' ? { summarized: true } : {}),
    } satisfies Part;
  }

  #open(key: string, part: Part): readonly StreamEvent[] {
    const index = this.#counter.take();
    this.#parts.set(key, { index, kind: part.kind, sent: 0, annotations: 0 });
    return [{ type: 'open', choice: 0, index, part: emptied(part) }];
  }

  #grow(key: string, delta: PartDelta): readonly StreamEvent[] {
    const growing = this.#parts.get(key);
    if (growing === undefined) return [];
    if (delta.kind === 'text' || delta.kind === 'arguments') growing.sent += delta.text.length;
    if (delta.kind === 'annotation') growing.annotations += 1;
    return [{ type: 'delta', choice: 0, index: growing.index, delta }];
  }
}
