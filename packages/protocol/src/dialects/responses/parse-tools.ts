import type { BuiltinTool, SearchSettings, Tool, ToolChoice } from '../../canonical/chat-request.ts';
import { defined, Fields, objectOf, refused } from '../../canonical/fields.ts';
import { asList, asObject, entryOf, type JsonObject, listAt, objectAt, textAt } from '../../json-read.ts';
import { flatName } from './tool-names.ts';

/** What the vendor's own tools do, by `type`. */
const builtins: Readonly<Record<string, BuiltinTool>> = {
  web_search: 'web_search',
  web_search_2025_08_26: 'web_search',
  web_search_preview: 'web_search',
  web_search_preview_2025_03_11: 'web_search',
  code_interpreter: 'code_execution',
  file_search: 'file_search',
  image_generation: 'image_generation',
  computer_use_preview: 'computer',
  computer: 'computer',
  local_shell: 'shell',
  shell: 'shell',
  apply_patch: 'apply_patch',
  mcp: 'mcp',
};

const functionFields = new Set(['type', 'name', 'description', 'parameters', 'strict']);
const customFields = new Set(['type', 'name', 'description', 'format']);
const contextSizes: Readonly<Record<string, 'low' | 'medium' | 'high'>> = {
  low: 'low',
  medium: 'medium',
  high: 'high',
};

function textsAt(object: JsonObject | undefined, key: string): readonly string[] | undefined {
  const texts = listAt(object, key).filter((one) => typeof one === 'string');
  return texts.length === 0 ? undefined : texts;
}

function searchOf(tool: JsonObject): SearchSettings {
  const place = objectAt(tool, 'user_location');
  const filters = objectAt(tool, 'filters');
  const location = defined({
    city: textAt(place, 'city'),
    region: textAt(place, 'region'),
    country: textAt(place, 'country'),
    timezone: textAt(place, 'timezone'),
  });
  return defined({
    allowedDomains: textsAt(filters, 'allowed_domains'),
    blockedDomains: textsAt(filters, 'blocked_domains'),
    contextSize: entryOf(contextSizes, textAt(tool, 'search_context_size') ?? ''),
    location: Object.keys(location).length === 0 ? undefined : location,
  });
}

function functionTool(fields: Fields): Tool {
  return {
    kind: 'function',
    name: fields.needName('name'),
    ...defined({
      description: fields.text('description'),
      parameters: fields.nested('parameters')?.object,
      strict: fields.flag('strict'),
      native: fields.rest(functionFields),
    }),
  };
}

const searchFields = new Set(['type', 'execution', 'description', 'parameters']);

/** A search for tools that the client runs is a function to any other model. */
function toolSearch(fields: Fields): Tool {
  if (fields.text('execution') !== 'client') return builtinTool(fields);
  return {
    kind: 'function',
    name: 'tool_search',
    clientType: 'tool_search',
    ...defined({
      description: fields.text('description'),
      parameters: fields.nested('parameters')?.object,
      native: fields.rest(searchFields),
    }),
  };
}

function customTool(fields: Fields): Tool {
  return {
    kind: 'custom',
    name: fields.needName('name'),
    ...defined({
      description: fields.text('description'),
      format: fields.nested('format')?.object,
      native: fields.rest(customFields),
    }),
  };
}

const namespaceFields = new Set(['tools']);

function namespaceTools(fields: Fields): readonly Tool[] {
  const name = fields.needName('name');
  const inner = fields.list('tools') ?? [];
  const flat = inner.every((tool) => ['function', 'custom'].includes(textAt(asObject(tool), 'type') ?? ''));
  if (inner.length === 0 || !flat) return [builtinTool(fields)];
  const native = fields.rest(namespaceFields) ?? {};
  return inner.flatMap((tool, index) =>
    parseTool(tool, `${fields.at('tools')}.${index}`).map((one) => {
      if (one.kind === 'builtin') return one;
      return { ...one, name: flatName(name, one.name), namespace: { name, toolName: one.name, native } };
    }),
  );
}

function builtinTool(fields: Fields): Tool {
  const tool = entryOf(builtins, fields.needName('type')) ?? 'other';
  const search = tool === 'web_search' ? searchOf(fields.object) : {};
  return {
    kind: 'builtin',
    tool,
    ...(Object.keys(search).length === 0 ? {} : { search }),
    native: fields.object,
  };
}

function foundIn(item: unknown, path: string): readonly Tool[] {
  const output = asObject(item);
  if (output?.['type'] !== 'tool_search_output' || output['execution'] !== 'client') return [];
  return listAt(output, 'tools').flatMap((tool, index) => parseTool(tool, `${path}.tools.${index}`));
}

/** `tools`, and the functions that searches of the client's have found in the conversation since. */
export function withFoundTools(tools: readonly Tool[], input: unknown): readonly Tool[] {
  const names = new Set(tools.map((tool) => tool.name));
  const found = asList(input).flatMap((item, index) => foundIn(item, `input.${index}`));
  const fresh = found.flatMap((tool): readonly Tool[] => {
    if (tool.kind !== 'function' || names.has(tool.name)) return [];
    names.add(tool.name);
    return [{ ...tool, found: true }];
  });
  return fresh.length === 0 ? tools : [...tools, ...fresh];
}

function parseTool(value: unknown, path: string): readonly Tool[] {
  const fields = new Fields(objectOf(value, path), path);
  switch (fields.needName('type')) {
    case 'function':
      return [functionTool(fields)];
    case 'custom':
      return [customTool(fields)];
    case 'tool_search':
      return [toolSearch(fields)];
    case 'namespace':
      return namespaceTools(fields);
    default:
      return [builtinTool(fields)];
  }
}

/** The tools of a request; those of a namespace stand under flat names. */
export function parseTools(tools: readonly unknown[]): readonly Tool[] {
  return tools.flatMap((tool, index) => parseTool(tool, `tools.${index}`));
}

/** The flat name that a choice or a call means. */
function calledName(object: JsonObject): string | undefined {
  const name = textAt(object, 'name');
  const namespace = textAt(object, 'namespace');
  return name === undefined || namespace === undefined ? name : flatName(namespace, name);
}

function allowedChoice(choice: JsonObject): ToolChoice {
  const mode = choice['mode'];
  const names = listAt(choice, 'tools').map((tool) => {
    const object = asObject(tool);
    const known = object?.['type'] === 'function' || object?.['type'] === 'custom';
    return object === undefined || !known ? undefined : calledName(object);
  });
  const named = names.filter((name) => name !== undefined);
  const said = mode === 'auto' || mode === 'required' ? mode : undefined;
  if (named.length !== names.length || said === undefined) return { kind: 'native', value: choice };
  return { kind: 'allowed', mode: said, names: named };
}

/** `tool_choice`: a word or an object; forms that only this API has are kept as they are. */
export function parseToolChoice(value: unknown): ToolChoice {
  if (value === 'auto' || value === 'none' || value === 'required') return { kind: value };
  const choice = asObject(value);
  if (choice === undefined) throw refused('tool_choice', '"none", "auto", "required" or an object');
  const type = textAt(choice, 'type');
  const name = calledName(choice);
  if (type === 'function' && name !== undefined) return { kind: 'one', name };
  if (type === 'custom' && name !== undefined) return { kind: 'one', name, custom: true };
  // The SDK of one agent library leaves the type out.
  if (type === 'allowed_tools' || (type === undefined && Array.isArray(choice['tools']))) return allowedChoice(choice);
  return { kind: 'native', value: choice };
}
