import type { Signature, ToolCallPart } from '../../canonical/part.ts';
import { asObject, type JsonObject, objectAt, textAt } from '../../json-read.ts';
import { JsonEnd } from './json-end.ts';
import { argumentsIn, legacyNative, sealOfCall } from './parse-calls.ts';
import type { PartBook } from './part-book.ts';

type Call = {
  readonly key: string | undefined;
  id: string | undefined;
  /** Of its part; undefined until its name is known. */
  part: number | undefined;
  /** Arguments that came before the name: as long as those pieces are. */
  waiting: string;
  readonly end: JsonEnd;
};

/** What one entry of `tool_calls` tells. */
type Told = {
  readonly key: string | undefined;
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly text: string;
  readonly custom: boolean;
  readonly signature: Signature | undefined;
};

function told(value: unknown): Told | undefined {
  const entry = asObject(value);
  if (entry === undefined) return undefined;
  const custom = objectAt(entry, 'custom');
  // Snowflake writes an empty `custom` beside every function.
  const isCustom = entry['type'] === 'custom' || (custom !== undefined && objectAt(entry, 'function') === undefined);
  const of = isCustom ? custom : objectAt(entry, 'function');
  const index = entry['index'];
  return {
    key: typeof index === 'number' || typeof index === 'string' ? String(index) : undefined,
    id: textAt(entry, 'id'),
    name: textAt(of, 'name') ?? textAt(entry, 'name'),
    text: argumentsIn(isCustom ? of?.['input'] : of?.['arguments']),
    custom: isCustom,
    signature: sealOfCall(entry),
  };
}

/**
 * Puts the pieces of a choice's tool calls together, whatever the vendor names them by: by index; without one by id; a
 * piece with neither belongs to the last call, unless it brings a name. Some give one index to all calls: a new id with a
 * name is a new call. A call stays open until its arguments are whole and another begins, or the choice ends.
 */
export class ToolCallReader {
  readonly #book: PartBook;
  readonly #newId: (number: number) => string;
  readonly #calls: Call[] = [];
  readonly #seals = new Map<string, Signature>();

  constructor(book: PartBook, newId: (number: number) => string) {
    this.#book = book;
    this.#newId = newId;
  }

  get any(): boolean {
    return this.#calls.length > 0;
  }

  get firstId(): string | undefined {
    return this.#calls[0]?.id;
  }

  /** `isWhole`: each entry is a call of its own. */
  read(values: readonly unknown[], isWhole: boolean): void {
    for (const value of values) {
      const one = told(value);
      if (one === undefined) continue;
      const known = isWhole ? undefined : this.#find(one);
      this.#grow(known ?? this.#add(one), one);
    }
  }

  /** The form before `tool_calls`: one call without an id. */
  readLegacy(called: JsonObject): void {
    const name = textAt(called, 'name');
    const text = argumentsIn(called['arguments']);
    if (name === undefined && text === '') return;
    const one: Told = { key: 'function_call', id: undefined, name, text, custom: false, signature: undefined };
    this.#grow(this.#find(one) ?? this.#add(one), one, legacyNative);
  }

  /** A seal that names its call; the call may come later. */
  seal(id: string, signature: Signature): void {
    const call = this.#calls.find((one) => one.id === id);
    if (call?.part === undefined) this.#seals.set(id, signature);
    else this.#book.grow(call.part, { kind: 'signature', signature });
  }

  /** Closes what is open, also calls whose name never came; gives the seals that no call took. */
  end(): ReadonlyMap<string, Signature> {
    for (const call of this.#calls) {
      if (call.part === undefined) this.#open(call, { name: '', custom: false, signature: undefined });
      if (call.part !== undefined) this.#book.close(call.part);
    }
    return this.#seals;
  }

  #find({ key, id, name }: Told): Call | undefined {
    const byKey = key === undefined ? undefined : this.#calls.findLast((call) => call.key === key);
    if (byKey !== undefined) {
      const isOther = id !== undefined && name !== undefined && byKey.id !== undefined && byKey.id !== id;
      return isOther ? undefined : byKey;
    }
    if (key !== undefined) return undefined;
    if (id !== undefined) return this.#calls.findLast((call) => call.id === id);
    return name === undefined ? this.#calls.at(-1) : undefined;
  }

  #add({ key, id }: Told): Call {
    const call: Call = { key, id, part: undefined, waiting: '', end: new JsonEnd() };
    for (const other of this.#calls) if (other.part !== undefined && other.end.complete) this.#book.close(other.part);
    this.#calls.push(call);
    return call;
  }

  #grow(call: Call, one: Told, native?: JsonObject): void {
    call.id ??= one.id;
    if (call.part === undefined && one.name !== undefined) {
      this.#open(call, { name: one.name, custom: one.custom, signature: one.signature, native });
    } else if (call.part !== undefined && one.signature !== undefined) {
      this.#book.grow(call.part, { kind: 'signature', signature: one.signature });
    }
    if (one.text === '') return;
    if (!one.custom) call.end.push(one.text);
    if (call.part === undefined) call.waiting += one.text;
    else this.#book.grow(call.part, { kind: 'arguments', text: one.text });
  }

  #open(
    call: Call,
    of: { name: string; custom: boolean; signature: Signature | undefined; native?: JsonObject | undefined },
  ): void {
    const id = call.id ?? this.#newId(this.#calls.indexOf(call));
    call.id = id;
    const signature = of.signature ?? this.#seals.get(id);
    this.#seals.delete(id);
    const part: ToolCallPart = {
      kind: 'tool_call',
      id,
      name: of.name,
      arguments: '',
      ...(of.custom ? { custom: true } : {}),
      ...(signature === undefined ? {} : { signature }),
      ...(of.native === undefined ? {} : { native: of.native }),
    };
    call.part = this.#book.open(part);
    if (call.waiting !== '') this.#book.grow(call.part, { kind: 'arguments', text: call.waiting });
    call.waiting = '';
  }
}
