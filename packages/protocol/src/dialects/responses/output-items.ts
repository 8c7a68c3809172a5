import type { Tool } from '../../canonical/chat-request.ts';
import { argumentsOfInput, inputOfArguments } from '../../canonical/custom-tool.ts';
import { defined, withoutKnown } from '../../canonical/fields.ts';
import type {
  ImagePart,
  NativePart,
  Part,
  ReasoningPart,
  RefusalPart,
  ServerToolPart,
  TextPart,
  ToolCallPart,
} from '../../canonical/part.ts';
import type { CarriedSignature } from '../../canonical/signature.ts';
import { type JsonObject, objectAt, parseObject, textAt } from '../../json-read.ts';
import { outputText, refusalContent } from './encode-content.ts';
import { sentId } from './parse-items.ts';
import { splitName } from './tool-names.ts';

/** What the writing of items depends on. */
export type ItemWriting = {
  /** The tools that were declared: free-text tools and namespaces are called in forms of their own. */
  readonly tools: readonly Tool[];
  /** False where the target takes no free-text tools. */
  readonly takesCustom: boolean;
  /** True where `native` fields are written in this dialect. */
  readonly own: boolean;
  /** A seal as it is carried; undefined where it cannot be. */
  seal(carried: CarriedSignature): string | undefined;
};

const messageKeys = ['phase', 'status', 'item'] as const;

function beginsMessage(part: TextPart | RefusalPart): boolean {
  return messageKeys.some((key) => part.native?.[key] !== undefined);
}

/** True where `next` belongs to the item that `part` is in. */
export function joins(part: Part, next: Part): boolean {
  if (part.kind === 'reasoning' && next.kind === 'reasoning') {
    return part.itemId !== undefined && part.itemId === next.itemId && part.summarized === true && !next.summarized;
  }
  const isText = (one: Part): one is TextPart | RefusalPart => one.kind === 'text' || one.kind === 'refusal';
  if (!isText(part) || !isText(next) || (part.kind === 'text' && part.signature !== undefined)) return false;
  return part.itemId === next.itemId && !beginsMessage(next);
}

/** Parts by the items that they make. */
export function groupParts(parts: readonly Part[]): readonly (readonly Part[])[] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && joins(before, part)) last.push(part);
    else groups.push([part]);
  }
  return groups;
}

/** An item's head: an id that is sent, and a status that says more than that it is whole. */
function head(
  type: string,
  part: { readonly itemId?: string; readonly native?: JsonObject },
  own: boolean,
): JsonObject {
  const status = own ? textAt(part.native, 'status') : undefined;
  return { type, ...defined({ id: sentId(part.itemId), status }) };
}

const itemKeys = new Set(['status', 'namespace', 'toolName']);

function restOf(native: JsonObject | undefined, own: boolean): JsonObject {
  return own && native !== undefined ? (withoutKnown(native, itemKeys) ?? {}) : {};
}

/** The message of these texts. */
export function messageItem(parts: readonly (TextPart | RefusalPart)[], writing: ItemWriting): JsonObject {
  const [first] = parts;
  if (first === undefined) return { type: 'message', role: 'assistant', content: [] };
  const own = writing.own && first.native !== undefined ? first.native : {};
  const item = own['item'];
  return {
    ...(typeof item === 'object' ? item : {}),
    ...head('message', first, writing.own),
    role: 'assistant',
    content: parts.map((part) =>
      part.kind === 'text' ? outputText(part, writing.own) : refusalContent(part, writing.own),
    ),
    ...defined({ phase: textAt(own, 'phase') }),
  };
}

/** The reasoning item of one or both of its sides. */
export function reasoningItem(parts: readonly ReasoningPart[], writing: ItemWriting): JsonObject {
  const [first] = parts;
  const summary = parts.filter((part) => part.summarized).flatMap((part) => part.texts);
  const content = parts.filter((part) => !part.summarized).flatMap((part) => part.texts);
  const signature = parts.at(-1)?.signature;
  const sealed = signature === undefined ? undefined : writing.seal({ signature, on: 'own' });
  return {
    ...restOf(first?.native, writing.own),
    ...head('reasoning', first ?? {}, writing.own),
    summary: summary.map((text) => ({ type: 'summary_text', text })),
    ...(content.length === 0 ? {} : { content: content.map((text) => ({ type: 'reasoning_text', text })) }),
    ...defined({ encrypted_content: sealed }),
  };
}

/** True for a call of a free-text tool, in whatever form the model made it. */
export function isCustomCall(part: ToolCallPart, { tools, takesCustom }: ItemWriting): boolean {
  if (!takesCustom) return false;
  return part.custom === true || tools.some((tool) => tool.kind === 'custom' && tool.name === part.name);
}

/** The call's two names: as it came, else by what was declared. */
function callNames(part: ToolCallPart, tools: readonly Tool[]): JsonObject {
  const namespace = textAt(part.native, 'namespace');
  const toolName = textAt(part.native, 'toolName');
  if (namespace !== undefined && toolName !== undefined) return { name: toolName, namespace };
  return { ...splitName(part.name, tools) };
}

/** True for a search for tools that the client runs: its item holds an object, and comes whole. */
export function isClientSearch(part: ToolCallPart, { tools, own }: ItemWriting): boolean {
  if (!own) return false;
  const isDeclared = tools.some((tool) => tool.kind === 'function' && tool.clientType === 'tool_search');
  return part.clientType === 'tool_search' || (isDeclared && part.name === 'tool_search');
}

/** The item of a tool call. */
export function callItem(part: ToolCallPart, writing: ItemWriting): JsonObject {
  if (isClientSearch(part, writing)) {
    return {
      ...restOf(part.native, writing.own),
      ...head('tool_search_call', part, writing.own),
      call_id: part.id,
      execution: 'client',
      arguments: parseObject(part.arguments) ?? {},
    };
  }
  const custom = isCustomCall(part, writing);
  const own = {
    ...restOf(part.native, writing.own),
    ...head(custom ? 'custom_tool_call' : 'function_call', part, writing.own),
    call_id: part.id,
    ...callNames(part, writing.tools),
  };
  if (custom) return { ...own, input: part.custom === true ? part.arguments : inputOfArguments(part.arguments) };
  if (part.custom === true) return { ...own, arguments: argumentsOfInput(part.arguments) };
  return { ...own, arguments: part.arguments === '' ? '{}' : part.arguments };
}

function imageItem(part: ImagePart, writing: ItemWriting): JsonObject | undefined {
  if (part.source.kind !== 'base64') return undefined;
  const { data, mediaType } = part.source;
  const format = mediaType.slice(mediaType.indexOf('/') + 1);
  return {
    output_format: format,
    ...restOf(part.native, writing.own),
    ...head('image_generation_call', part, writing.own),
    result: data,
  };
}

const ownTypes: ReadonlySet<string> = new Set([
  'message',
  'item_reference',
  'mcp_list_tools',
  'mcp_approval_request',
  'mcp_approval_response',
  'tool_search_output',
  'additional_tools',
]);

/** True for an item of this API; other vendors' blocks are told from it by their type. */
export function isOwnItem(value: JsonObject): boolean {
  const type = textAt(value, 'type') ?? '';
  if (type === 'compaction' || type === 'compaction_summary') return textAt(value, 'encrypted_content') !== undefined;
  return ownTypes.has(type) || /_call(_output)?$/.test(type);
}

/** A vendor's step as an item: its own, or a search of another vendor's in this API's words; else undefined. */
export function stepItem(part: ServerToolPart | NativePart): JsonObject | undefined {
  if (isOwnItem(part.value)) return part.value;
  return part.kind === 'server_tool' ? foreignStep(part) : undefined;
}

/** What was run: Anthropic's code or command, Gemini's code. */
function codeOf(value: JsonObject): string | undefined {
  const input = objectAt(value, 'input');
  return textAt(input, 'code') ?? textAt(input, 'command') ?? textAt(objectAt(value, 'executableCode'), 'code');
}

/**
 * What another vendor's tool was asked, as a call of this API: Anthropic's `server_tool_use` and `mcp_tool_use`, Gemini's
 * `executableCode`. What it answered has no item of its own here; the model's words tell it.
 */
function foreignStep({ tool, value }: ServerToolPart): JsonObject | undefined {
  const input = objectAt(value, 'input');
  const query = textAt(input, 'query');
  const url = textAt(input, 'url');
  if (tool === 'web_search' && query !== undefined) {
    return { type: 'web_search_call', action: { type: 'search', query, queries: [query] } };
  }
  if (tool === 'web_fetch' && url !== undefined) return { type: 'web_search_call', action: { type: 'open_page', url } };
  if (tool === 'mcp' && input !== undefined) {
    const name = textAt(value, 'name') ?? '';
    const server = textAt(value, 'server_name') ?? '';
    return {
      type: 'mcp_call',
      name,
      server_label: server,
      arguments: JSON.stringify(input),
      output: null,
      error: null,
    };
  }
  const code = tool.endsWith('code_execution') ? codeOf(value) : undefined;
  return code === undefined ? undefined : { type: 'code_interpreter_call', code, container_id: '', outputs: null };
}

function seals(parts: readonly Part[], writing: ItemWriting, on: 'next' | 'previous'): readonly JsonObject[] {
  return parts.flatMap((part) => {
    const isOther = part.kind === 'text' || part.kind === 'tool_call' || part.kind === 'image';
    if (!isOther || part.signature === undefined || (part.kind === 'text') !== (on === 'previous')) return [];
    const sealed = writing.seal({ signature: part.signature, on });
    return sealed === undefined ? [] : [{ type: 'reasoning', summary: [], encrypted_content: sealed }];
  });
}

/** The item of a group of parts; undefined where this API has no word for it. */
export function itemOf(group: readonly Part[], writing: ItemWriting): JsonObject | undefined {
  const [part] = group;
  switch (part?.kind) {
    case 'text':
    case 'refusal':
      return messageItem(
        group.filter((one) => one.kind === 'text' || one.kind === 'refusal'),
        writing,
      );
    case 'reasoning':
      return reasoningItem(
        group.filter((one) => one.kind === 'reasoning'),
        writing,
      );
    case 'tool_call':
      return callItem(part, writing);
    case 'image':
      return imageItem(part, writing);
    case 'server_tool':
    case 'native':
      return stepItem(part);
    default:
      return undefined;
  }
}

/**
 * The items of a group of parts: seals of parts that have no place for one stand in a reasoning item beside it, before
 * calls and pictures, after texts (whose seal comes last). None where this API has no word for it.
 */
export function itemsOf(group: readonly Part[], writing: ItemWriting): readonly JsonObject[] {
  const item = itemOf(group, writing);
  if (item === undefined) return [];
  return [...seals(group, writing, 'next'), item, ...seals(group, writing, 'previous')];
}
