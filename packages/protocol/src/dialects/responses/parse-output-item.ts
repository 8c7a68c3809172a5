import type { Tool } from '../../canonical/chat-request.ts';
import { defined, Fields, objectOf } from '../../canonical/fields.ts';
import type { ImagePart, Part, ReasoningPart, ServerToolPart, ToolCallPart } from '../../canonical/part.ts';
import { type CarriedSignature, unwrapSignature } from '../../canonical/signature.ts';
import { type JsonObject, textAt } from '../../json-read.ts';
import { parseContent } from './parse-content.ts';
import { flatName } from './tool-names.ts';

/** What reading an item depends on. */
export type ItemContext = {
  /** The tools that were declared: those in a namespace are called by two names. */
  readonly tools: readonly Tool[];
  /** The origin of a bare `encrypted_content`. */
  readonly signer: string;
};

/** The parts of an item, and a seal that belongs to a part beside it. */
export type ReadItem = { readonly parts: readonly Part[]; readonly seal?: CarriedSignature };

/** A finished item is what an item without a status is. */
export function statusOf(fields: Fields): string | undefined {
  const status = fields.text('status');
  return status === 'completed' ? undefined : status;
}

/** `native` of a part, where there is something to keep. */
export function nativeOf(...kept: readonly (JsonObject | undefined)[]): { readonly native?: JsonObject } {
  const native: JsonObject = Object.assign({}, ...kept);
  return Object.keys(native).length === 0 ? {} : { native };
}

const messageFields = new Set(['type', 'id', 'role', 'content', 'status', 'phase']);
const callFields = new Set(['type', 'id', 'call_id', 'name', 'namespace', 'arguments', 'input', 'status']);
const reasoningFields = new Set(['type', 'id', 'summary', 'content', 'encrypted_content', 'status']);
const imageFields = new Set(['type', 'id', 'result', 'status']);

/** Steps of tools that the vendor runs itself. */
const serverTools: Readonly<Record<string, string>> = {
  web_search_call: 'web_search',
  file_search_call: 'file_search',
  code_interpreter_call: 'code_execution',
  mcp_list_tools: 'mcp',
  mcp_call: 'mcp',
};

/** The fields of a message item that are not its parts', for its first part. */
export function messageNative(fields: Fields): JsonObject {
  const { phase, status, item } = {
    phase: fields.text('phase'),
    status: statusOf(fields),
    item: fields.rest(messageFields),
  };
  return defined({ phase, status, item });
}

/**
 * The parts of an assistant's message. All carry its id (or `fallbackId`, which is never sent), so that the parts of one
 * message stay together; the first one keeps the message's own fields.
 */
function messageParts(fields: Fields, fallbackId: string | undefined): readonly Part[] {
  const itemId = fields.text('id') ?? fallbackId;
  const parts = parseContent(fields.value('content'), fields.at('content'));
  if (parts.length === 0 || parts.some((part) => part.kind !== 'text' && part.kind !== 'refusal')) {
    return [{ kind: 'native', type: 'message', value: fields.object }];
  }
  const own = messageNative(fields);
  return parts.map((part, index) => {
    if (part.kind !== 'text' && part.kind !== 'refusal') return part;
    return { ...part, ...defined({ itemId }), ...nativeOf(part.native, index === 0 ? own : undefined) };
  });
}

function sectionsOf(fields: Fields, key: string): readonly string[] {
  return (fields.list(key) ?? []).map((section, index) => {
    const path = `${fields.at(key)}.${index}`;
    return new Fields(objectOf(section, path), path).needText('text');
  });
}

/** One part for the summary, one for the reasoning itself; the seal stands on the last. */
function reasoning(fields: Fields, { signer }: ItemContext): ReadItem {
  const sealed = fields.text('encrypted_content');
  const carried = sealed === undefined || sealed === '' ? undefined : unwrapSignature(sealed, signer);
  const summary = sectionsOf(fields, 'summary');
  const content = sectionsOf(fields, 'content');
  if (carried !== undefined && carried.on !== 'own' && summary.length + content.length === 0) {
    return { parts: [], seal: carried };
  }
  const base = { kind: 'reasoning', ...defined({ itemId: fields.text('id') }) } as const;
  const parts: ReasoningPart[] = [];
  if (summary.length > 0) parts.push({ ...base, texts: summary, summarized: true });
  if (content.length > 0 || parts.length === 0) parts.push({ ...base, texts: content });
  const own = nativeOf(defined({ status: statusOf(fields) }), fields.rest(reasoningFields));
  return {
    parts: parts.map((part, index) => {
      const isLast = index === parts.length - 1;
      const withNative = index === 0 ? { ...part, ...own } : part;
      return isLast && carried !== undefined ? { ...withNative, signature: carried.signature } : withNative;
    }),
  };
}

function toolCall(fields: Fields, { tools }: ItemContext, custom: boolean): ToolCallPart {
  const name = fields.needText('name');
  const namespace = fields.text('namespace');
  const flat = namespace === undefined ? name : flatName(namespace, name);
  const isDeclared = tools.some(
    (tool) => tool.kind !== 'builtin' && tool.name === flat && tool.namespace !== undefined,
  );
  return {
    kind: 'tool_call',
    id: fields.needName('call_id'),
    name: flat,
    arguments: custom ? (fields.text('input') ?? '') : (fields.text('arguments') ?? ''),
    ...(custom ? { custom } : {}),
    ...defined({ itemId: fields.text('id') }),
    ...nativeOf(
      defined({ status: statusOf(fields) }),
      namespace === undefined || isDeclared ? undefined : { namespace, toolName: name },
      fields.rest(callFields),
    ),
  };
}

const searchFields = new Set(['type', 'id', 'call_id', 'arguments', 'status', 'execution']);

/** A search for tools that the client runs; the vendor's own is a step of the vendor's. */
function searchCall(fields: Fields): Part {
  const id = fields.text('call_id');
  if (fields.text('execution') !== 'client' || id === undefined) {
    return { kind: 'native', type: 'tool_search_call', value: fields.object };
  }
  const said = fields.value('arguments') ?? {};
  return {
    kind: 'tool_call',
    id,
    name: 'tool_search',
    arguments: typeof said === 'string' ? said : JSON.stringify(said),
    clientType: 'tool_search',
    ...defined({ itemId: fields.text('id') }),
    ...nativeOf(defined({ status: statusOf(fields) }), fields.rest(searchFields)),
  };
}

/** A picture that the model made; a call without its picture stays what it is. */
function imageCall(fields: Fields): Part {
  const data = fields.text('result');
  if (data === undefined || data === '') return serverTool(fields, 'image_generation');
  const format = textAt(fields.object, 'output_format') ?? 'png';
  const image: ImagePart = {
    kind: 'image',
    source: { kind: 'base64', data, mediaType: `image/${format}` },
    ...defined({ itemId: fields.text('id') }),
    ...nativeOf(defined({ status: statusOf(fields) }), fields.rest(imageFields)),
  };
  return image;
}

function serverTool(fields: Fields, tool: string): ServerToolPart {
  return { kind: 'server_tool', tool, ...defined({ itemId: fields.text('id') }), value: fields.object };
}

/** Reads an item that a model put out, or that stands for one in a request. An item nobody knows is kept as it is. */
export function parseOutputItem(fields: Fields, context: ItemContext, fallbackId?: string): ReadItem {
  const type = fields.needName('type');
  switch (type) {
    case 'message':
      return { parts: messageParts(fields, fallbackId) };
    case 'reasoning':
      return reasoning(fields, context);
    case 'function_call':
      return { parts: [toolCall(fields, context, false)] };
    case 'custom_tool_call':
      return { parts: [toolCall(fields, context, true)] };
    case 'tool_search_call':
      return { parts: [searchCall(fields)] };
    case 'image_generation_call':
      return { parts: [imageCall(fields)] };
    default: {
      const tool = Object.hasOwn(serverTools, type) ? serverTools[type] : undefined;
      if (tool !== undefined) return { parts: [serverTool(fields, tool)] };
      return { parts: [{ kind: 'native', type, value: fields.object }] };
    }
  }
}
