import type { BuiltinTool, OutputFormat, SearchSettings, Tool, ToolChoice } from '../../canonical/chat-request.ts';
import { defined, Fields, objectOf, refused } from '../../canonical/fields.ts';
import { asObject, countAt, entryOf, type JsonObject, listAt, objectAt, textAt } from '../../json-read.ts';
import { extrasOf } from './parse-content.ts';

/** The key under which a search that is asked for beside the tools stands in `native`. */
export const searchField = 'web_search_options';

/** Vendors' own tools that are known by their type. */
const builtins: Readonly<Record<string, BuiltinTool>> = {
  'openrouter:web_search': 'web_search',
  web_search: 'web_search',
  web_search_preview: 'web_search',
  browser_search: 'web_search',
  code_interpreter: 'code_execution',
  file_search: 'file_search',
  image_generation: 'image_generation',
  mcp: 'mcp',
};

const contextSizes: Readonly<Record<string, 'low' | 'medium' | 'high'>> = {
  low: 'low',
  medium: 'medium',
  high: 'high',
};

/** What a search is told; OpenAI nests the place under `approximate`. */
export function searchOf(options: JsonObject): SearchSettings {
  const place = objectAt(options, 'user_location');
  const near = objectAt(place, 'approximate') ?? place;
  const location = defined({
    city: textAt(near, 'city'),
    region: textAt(near, 'region'),
    country: textAt(near, 'country'),
    timezone: textAt(near, 'timezone'),
  });
  return defined({
    usesMax: countAt(options, 'max_uses'),
    contextSize: entryOf(contextSizes, textAt(options, 'search_context_size') ?? ''),
    location: Object.keys(location).length === 0 ? undefined : location,
  });
}

/** Fields of the object under `key` that nobody reads stay under that key. */
function nativeOf(outer: JsonObject | undefined, key: string, inner: JsonObject | undefined): { native?: JsonObject } {
  if (inner === undefined) return outer === undefined ? {} : { native: outer };
  return { native: { ...outer, [key]: inner } };
}

const functionFields = new Set(['name', 'description', 'parameters', 'strict']);
const customFields = new Set(['name', 'description', 'format']);

function functionTool(fields: Fields): Tool {
  const of = new Fields(objectOf(fields.value('function'), fields.at('function')), fields.at('function'));
  const { native, cache } = extrasOf(fields, ['type', 'function']);
  return {
    kind: 'function',
    name: of.needName('name'),
    ...defined({
      description: of.text('description'),
      parameters: of.nested('parameters')?.object,
      strict: of.flag('strict'),
      cache,
    }),
    ...nativeOf(native, 'function', of.rest(functionFields)),
  };
}

/** A grammar is flat in the canon, as in Responses: `{type, syntax, definition}`. */
function formatOf(format: JsonObject | undefined): JsonObject | undefined {
  const grammar = objectAt(format, 'grammar');
  if (format === undefined || grammar === undefined) return format;
  const { grammar: _, ...rest } = format;
  return { ...rest, ...grammar };
}

function customTool(fields: Fields): Tool {
  const of = new Fields(objectOf(fields.value('custom'), fields.at('custom')), fields.at('custom'));
  const { native, cache } = extrasOf(fields, ['type', 'custom']);
  return {
    kind: 'custom',
    name: of.needName('name'),
    ...defined({ description: of.text('description'), format: formatOf(of.nested('format')?.object), cache }),
    ...nativeOf(native, 'custom', of.rest(customFields)),
  };
}

function builtinTool(fields: Fields, type: string): Tool {
  const tool = entryOf(builtins, type) ?? 'other';
  const search = tool === 'web_search' ? searchOf(objectAt(fields.object, 'parameters') ?? fields.object) : {};
  return {
    kind: 'builtin',
    tool,
    ...(Object.keys(search).length === 0 ? {} : { search }),
    native: fields.object,
  };
}

function parseTool(value: unknown, path: string): Tool {
  const fields = new Fields(objectOf(value, path), path);
  const type = fields.text('type') ?? 'function';
  if (type === 'function') return functionTool(fields);
  return type === 'custom' ? customTool(fields) : builtinTool(fields, type);
}

/** `tools`, and the search that `web_search_options` asks for. Throws WeirError invalid_request. */
export function parseTools(body: Fields): readonly Tool[] {
  const tools = (body.list('tools') ?? []).map((tool, index) => parseTool(tool, `tools.${index}`));
  const options = body.nested(searchField)?.object;
  if (options === undefined) return tools;
  const search = searchOf(options);
  return [...tools, { kind: 'builtin', tool: 'web_search', search, native: { [searchField]: options } }];
}

function allowedChoice(choice: JsonObject): ToolChoice {
  const allowed = objectAt(choice, 'allowed_tools');
  const mode = allowed?.['mode'];
  const names = listAt(allowed, 'tools').map((tool) => {
    const one = asObject(tool);
    return textAt(objectAt(one, 'function'), 'name') ?? textAt(objectAt(one, 'custom'), 'name');
  });
  const named = names.filter((name) => name !== undefined);
  if ((mode !== 'auto' && mode !== 'required') || named.length !== names.length)
    return { kind: 'native', value: choice };
  return { kind: 'allowed', mode, names: named };
}

const words: Readonly<Record<string, 'auto' | 'none' | 'required'>> = {
  auto: 'auto',
  none: 'none',
  required: 'required',
  // Mistral.
  any: 'required',
};

/** `tool_choice`: a word or an object; forms without a canonical one stay as they are. */
export function parseToolChoice(value: unknown): ToolChoice {
  if (typeof value === 'string') {
    const kind = entryOf(words, value);
    return kind === undefined ? { kind: 'native', value } : { kind };
  }
  const choice = asObject(value);
  if (choice === undefined) throw refused('tool_choice', '"none", "auto", "required" or an object');
  if (choice['type'] === 'allowed_tools') return allowedChoice(choice);
  const custom = textAt(objectAt(choice, 'custom'), 'name');
  if (choice['type'] === 'custom' && custom !== undefined) return { kind: 'one', name: custom, custom: true };
  // Some clients write Anthropic's `{type: "tool", name}`, and some hosts do without the type.
  const name = textAt(objectAt(choice, 'function'), 'name') ?? textAt(choice, 'name');
  return name === undefined ? { kind: 'native', value: choice } : { kind: 'one', name };
}

/** `response_format`; undefined for a form without a canonical one. Throws WeirError invalid_request. */
export function parseOutput(format: Fields): OutputFormat | undefined {
  switch (format.value('type')) {
    case 'text':
      return { kind: 'text' };
    case 'json_object': {
      // Together and Fireworks put the schema beside the type.
      const schema = format.nested('schema')?.object;
      return schema === undefined ? { kind: 'json' } : { kind: 'schema', schema };
    }
    case 'json_schema': {
      const of = new Fields(objectOf(format.value('json_schema'), format.at('json_schema')), format.at('json_schema'));
      const schema = of.nested('schema')?.object ?? {};
      const details = { name: of.text('name'), description: of.text('description'), strict: of.flag('strict') };
      return { kind: 'schema', schema, ...defined(details) };
    }
    default:
      return undefined;
  }
}
