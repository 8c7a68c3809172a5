import type { DocumentPart, Part, TextPart } from '../../canonical/part.ts';
import type { CarriedSignature } from '../../canonical/signature.ts';
import type { JsonObject } from '../../json-read.ts';
import { isNativeBlock, isServerToolBlock, serverToolOf, withoutDirectCaller } from './block-kind.ts';
import { toAnnotation } from './citation.ts';
import { readCache, readSource } from './parse-source.ts';
import {
  fault,
  given,
  isAbsent,
  needList,
  needObject,
  needText,
  optionalFlag,
  optionalText,
  restOf,
} from './read-field.ts';
import { carriedByRedacted, carriedByThinking, ownVendor, sealedReasoning } from './sealed.ts';
import { fromWireName } from './wire-name.ts';

type Reader = (block: JsonObject, field: string) => Part;
type Readers = Readonly<Record<string, Reader>>;

const textKeys = new Set(['type', 'text', 'citations', 'cache_control']);
const imageKeys = new Set(['type', 'source', 'cache_control']);
const documentKeys = new Set(['type', 'source', 'title', 'context', 'citations', 'cache_control']);
const searchKeys = new Set(['content', 'title', 'citations', 'cache_control']);
const thinkingKeys = new Set(['type', 'thinking', 'signature']);
const callKeys = new Set(['type', 'id', 'name', 'input', 'cache_control']);
const resultKeys = new Set(['type', 'tool_use_id', 'content', 'is_error', 'cache_control']);

/** What every block may carry, and what of it has no canonical name. */
function baseOf(block: JsonObject, field: string, known: ReadonlySet<string>) {
  return { ...readCache(block, `${field}.cache_control`), ...given('native', restOf(block, known)) };
}

function readText(block: JsonObject, field: string): TextPart {
  const citations = isAbsent(block['citations']) ? undefined : needList(block['citations'], `${field}.citations`);
  const annotations = citations?.map((one, index) => toAnnotation(needObject(one, `${field}.citations.${index}`)));
  return {
    kind: 'text',
    text: needText(block, 'text', field),
    ...given('annotations', annotations),
    ...baseOf(block, field, textKeys),
  };
}

function withSourceRest(native: JsonObject | undefined, source: JsonObject | undefined): { native?: JsonObject } {
  return source === undefined ? given('native', native) : { native: { ...native, source } };
}

function readImage(block: JsonObject, field: string): Part {
  const { source, rest } = readSource(block['source'], `${field}.source`, ['base64', 'url', 'file']);
  const { native, ...base } = baseOf(block, field, imageKeys);
  return { kind: 'image', source, ...base, ...withSourceRest(native, rest) };
}

function citationsOf(block: JsonObject, field: string): { citations?: boolean } {
  if (isAbsent(block['citations'])) return {};
  const citations = needObject(block['citations'], `${field}.citations`);
  return { citations: optionalFlag(citations, 'enabled', `${field}.citations.enabled`) ?? false };
}

const documentSources = ['base64', 'url', 'file', 'text', 'content'];

function readDocument(block: JsonObject, field: string): Part {
  const { native, ...base } = baseOf(block, field, documentKeys);
  const common = {
    ...given('filename', optionalText(block, 'title', field)),
    ...given('context', optionalText(block, 'context', field)),
    ...citationsOf(block, field),
    ...base,
  };
  const holder = needObject(block['source'], `${field}.source`);
  if (holder['type'] === 'content') {
    const parts = readContent(holder['content'], `${field}.source.content`, innermost);
    return { kind: 'document', source: { kind: 'parts', parts }, ...common, ...given('native', native) };
  }
  const { source, rest } = readSource(holder, `${field}.source`, documentSources);
  return { kind: 'document', source, ...common, ...withSourceRest(native, rest) };
}

/** A search result of the client's own: a document made of texts, whose `native` says what it was. */
function readSearchResult(block: JsonObject, field: string): DocumentPart {
  return {
    kind: 'document',
    source: { kind: 'parts', parts: readContent(block['content'], `${field}.content`, innermost) },
    filename: needText(block, 'title', field),
    ...citationsOf(block, field),
    ...baseOf(block, field, searchKeys),
  };
}

/** A tool that was found by a search for tools. In words, for it stands in `tools` at every target; `native` has it exact. */
function readToolReference(block: JsonObject, field: string): Part {
  const name = needText(block, 'tool_name', field);
  const { cache_control: _, ...native } = block;
  return { kind: 'text', text: `Tool found: ${name}`, ...readCache(block, `${field}.cache_control`), native };
}

const innermost: Readers = { text: readText, image: readImage };
/** What may stand in a tool's result: nothing in it nests deeper, so that no depth of the input reaches the stack. */
const insideResults: Readers = {
  ...innermost,
  document: readDocument,
  search_result: readSearchResult,
  tool_reference: readToolReference,
};

function readResult(block: JsonObject, field: string): Part {
  const content = block['content'];
  const isError = optionalFlag(block, 'is_error', `${field}.is_error`);
  return {
    kind: 'tool_result',
    callId: fromWireName(needText(block, 'tool_use_id', field)),
    parts: isAbsent(content) ? [] : readContent(content, `${field}.content`, insideResults),
    ...given('isError', isError),
    ...baseOf(block, field, resultKeys),
  };
}

function readCall(block: JsonObject, field: string): Part {
  const input = isAbsent(block['input']) ? {} : needObject(block['input'], `${field}.input`);
  return {
    kind: 'tool_call',
    id: fromWireName(needText(block, 'id', field)),
    name: needText(block, 'name', field),
    arguments: JSON.stringify(input),
    ...baseOf(withoutDirectCaller(block), field, callKeys),
  };
}

function readThinking(block: JsonObject, field: string): Part {
  return {
    kind: 'reasoning',
    texts: [needText(block, 'thinking', field)],
    ...given('signature', carriedByThinking(optionalText(block, 'signature', field), ownVendor)),
    ...given('native', restOf(block, thinkingKeys)),
  };
}

const readers: Readers = {
  ...insideResults,
  tool_use: readCall,
  tool_result: readResult,
  thinking: readThinking,
};

function readBlock(block: JsonObject, field: string, of: Readers): Part {
  const type = needText(block, 'type', field);
  const reader = Object.hasOwn(of, type) ? of[type] : undefined;
  if (reader !== undefined) return reader(block, field);
  if (of === readers && isServerToolBlock(type))
    return { kind: 'server_tool', tool: serverToolOf(block), value: block };
  if (of === readers && isNativeBlock(type)) return { kind: 'native', type, value: block };
  throw fault(`${field}.type`, `has a value that is not known here; expected one of ${Object.keys(of).join(', ')}`);
}

function readContent(content: unknown, field: string, of: Readers): Part[] {
  if (typeof content === 'string') return [{ kind: 'text', text: content }];
  return needList(content, field).map((block, index) => {
    const at = `${field}.${index}`;
    return readBlock(needObject(block, at), at, of);
  });
}

function seal(part: Part, carried: CarriedSignature): Part | undefined {
  const { signature } = carried;
  switch (part.kind) {
    case 'text':
    case 'tool_call':
    case 'image':
      return { ...part, signature };
    default:
      return undefined;
  }
}

/** Gathers the blocks of a turn. A seal that belongs to the block beside it is put there. */
class Blocks {
  readonly parts: Part[] = [];
  #waiting: CarriedSignature | undefined;

  take(part: Part): void {
    const sealed = this.#waiting === undefined ? undefined : seal(part, this.#waiting);
    if (sealed === undefined) this.settle();
    this.#waiting = undefined;
    this.parts.push(sealed ?? part);
  }

  takeSeal(carried: CarriedSignature): void {
    this.settle();
    const last = this.parts.at(-1);
    const sealed = carried.on === 'previous' && last !== undefined ? seal(last, carried) : undefined;
    if (carried.on === 'next') this.#waiting = carried;
    else if (sealed !== undefined) this.parts[this.parts.length - 1] = sealed;
    else this.parts.push(sealedReasoning(carried.signature));
  }

  /** A seal whose block never came stands for itself. */
  settle(): void {
    if (this.#waiting !== undefined) this.parts.push(sealedReasoning(this.#waiting.signature));
    this.#waiting = undefined;
  }
}

/** The blocks of a turn; a text is one. Throws WeirError invalid_request naming the field. */
export function readBlocks(content: unknown, field: string): readonly Part[] {
  if (typeof content === 'string') return readContent(content, field, readers);
  const blocks = new Blocks();
  for (const [index, value] of needList(content, field).entries()) {
    const at = `${field}.${index}`;
    const block = needObject(value, at);
    if (block['type'] !== 'redacted_thinking') blocks.take(readBlock(block, at, readers));
    else blocks.takeSeal(carriedByRedacted(needText(block, 'data', at), ownVendor));
  }
  blocks.settle();
  return blocks.parts;
}
