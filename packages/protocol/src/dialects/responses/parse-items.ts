import type { Turn } from '../../canonical/chat-request.ts';
import { defined, Fields, objectOf, refused } from '../../canonical/fields.ts';
import type { Part, ToolResultPart } from '../../canonical/part.ts';
import type { CarriedSignature } from '../../canonical/signature.ts';
import { parseContent } from './parse-content.ts';
import { type ItemContext, nativeOf, parseOutputItem, statusOf } from './parse-output-item.ts';

/** A message that came without an id; never sent. */
const unnamed = '#';

/** The id of an item, unless it only keeps the parts of a nameless message together. */
export function sentId(itemId: string | undefined): string | undefined {
  return itemId?.startsWith(unnamed) === true ? undefined : itemId;
}

const turnFields = new Set(['type', 'id', 'role', 'content', 'status']);
const resultFields = new Set(['type', 'id', 'call_id', 'output', 'status', 'name']);
const roles = ['user', 'system', 'developer'] as const;

/** What the client hands back for a call of its own; other outputs are no function's. */
const resultTypes: ReadonlySet<string> = new Set(['function_call_output', 'custom_tool_call_output']);

function resultPart(fields: Fields): ToolResultPart {
  const custom = fields.object['type'] === 'custom_tool_call_output';
  return {
    kind: 'tool_result',
    callId: fields.needName('call_id'),
    ...defined({ name: fields.text('name') }),
    parts: parseContent(fields.value('output') ?? '', fields.at('output')),
    ...(custom ? { custom } : {}),
    ...defined({ itemId: fields.text('id') }),
    ...nativeOf(defined({ status: statusOf(fields) }), fields.rest(resultFields)),
  };
}

const searchFields = new Set(['type', 'id', 'call_id', 'tools', 'status', 'execution']);

/** What a search of the client's found, as the text that another model reads. */
function searchResult(fields: Fields): ToolResultPart {
  return {
    kind: 'tool_result',
    callId: fields.needName('call_id'),
    parts: [{ kind: 'text', text: JSON.stringify(fields.list('tools') ?? []) }],
    clientType: 'tool_search',
    ...defined({ itemId: fields.text('id') }),
    ...nativeOf(defined({ status: statusOf(fields) }), fields.rest(searchFields)),
  };
}

/** A seal can stand on these. */
function withSeal(part: Part, { signature }: CarriedSignature): Part | undefined {
  const isSealable = part.kind === 'text' || part.kind === 'tool_call' || part.kind === 'image';
  return isSealable || part.kind === 'reasoning' ? { ...part, signature } : undefined;
}

/** Gathers items into turns: what a model put out in a row is one turn, and so are the results in a row. */
class Turns {
  readonly done: Turn[] = [];
  #role: 'assistant' | 'tool' | undefined;
  #parts: Part[] = [];
  #next: CarriedSignature | undefined;

  turn(turn: Turn): void {
    this.close();
    this.done.push(turn);
  }

  add(role: 'assistant' | 'tool', parts: readonly Part[]): void {
    if (this.#role !== role) this.close();
    this.#role = role;
    for (const part of parts) this.#parts.push(this.#sealed(part));
  }

  /** A seal that came in an item of its own. */
  seal(seal: CarriedSignature): void {
    if (this.#role !== 'assistant') this.close();
    this.#role = 'assistant';
    const last = this.#parts.at(-1);
    const sealed = seal.on !== 'previous' || last === undefined ? undefined : withSeal(last, seal);
    if (sealed !== undefined) this.#parts[this.#parts.length - 1] = sealed;
    else if (seal.on === 'next') this.#next = seal;
    else this.#alone(seal);
  }

  close(): void {
    if (this.#next !== undefined) this.#alone(this.#next);
    this.#next = undefined;
    if (this.#role !== undefined) this.done.push({ role: this.#role, parts: this.#parts });
    this.#role = undefined;
    this.#parts = [];
  }

  #sealed(part: Part): Part {
    const next = this.#next;
    if (next === undefined) return part;
    this.#next = undefined;
    const sealed = withSeal(part, next);
    if (sealed === undefined) this.#alone(next);
    return sealed ?? part;
  }

  #alone({ signature }: CarriedSignature): void {
    this.#parts.push({ kind: 'reasoning', texts: [], signature });
  }
}

function messageTurn(fields: Fields, role: string): Turn {
  const known = roles.find((one) => one === role);
  if (known === undefined) throw refused(fields.at('role'), 'one of user, assistant, system, developer');
  const [first, ...more] = parseContent(fields.value('content'), fields.at('content'));
  const itemId = fields.text('id');
  // A message's id means something to its own API only: it stands where it is no loss elsewhere.
  const isNamed = first?.kind === 'text' && itemId !== undefined;
  const parts = first === undefined ? [] : [isNamed ? { ...first, itemId } : first, ...more];
  const id = isNamed ? undefined : itemId;
  return { role: known, parts, ...nativeOf(defined({ id, status: statusOf(fields) }), fields.rest(turnFields)) };
}

type Item = { readonly fields: Fields; readonly index: number };

function addItem(turns: Turns, { fields, index }: Item, context: ItemContext): void {
  const type = fields.text('type') ?? (fields.value('role') === undefined ? 'item_reference' : 'message');
  const typed = new Fields({ ...fields.object, type }, fields.path);
  if (type === 'message') {
    const role = fields.needName('role');
    if (role !== 'assistant') {
      turns.turn(messageTurn(typed, role));
      return;
    }
  }
  if (resultTypes.has(type)) {
    turns.add('tool', [resultPart(typed)]);
    return;
  }
  if (type === 'tool_search_output' && typed.text('execution') === 'client') {
    turns.add('tool', [searchResult(typed)]);
    return;
  }
  if (type === 'item_reference') typed.needName('id');
  const { parts, seal } = parseOutputItem(typed, context, `${unnamed}${index}`);
  const isResult = type.endsWith('_output') || type === 'mcp_approval_response';
  if (seal !== undefined) turns.seal(seal);
  else turns.add(isResult ? 'tool' : 'assistant', parts);
}

/** Reads `input` items into turns. */
export function parseItems(items: readonly unknown[], context: ItemContext): readonly Turn[] {
  const turns = new Turns();
  items.forEach((item, index) => {
    const path = `input.${index}`;
    addItem(turns, { fields: new Fields(objectOf(item, path), path), index }, context);
  });
  turns.close();
  return turns.done;
}
