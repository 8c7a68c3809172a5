import type { BuiltinTool, FunctionTool, Tool, ToolChoice, VendorTool } from '../../canonical/chat-request.ts';
import { defined, type Fields } from '../../canonical/fields.ts';
import { asObject, entryOf, type JsonObject, listAt } from '../../json-read.ts';
import { camelKeys } from './camel-keys.ts';
import { fieldsOf } from './parse-part.ts';
import { schemaFromOpenapi } from './schema-from-openapi.ts';

/** What Google's own tools do, by their field of Tool (https://ai.google.dev/api/caching#Tool, Vertex's as well). */
const builtins: Readonly<Record<string, BuiltinTool>> = {
  googleSearch: 'web_search',
  googleSearchRetrieval: 'web_search',
  enterpriseWebSearch: 'web_search',
  codeExecution: 'code_execution',
  urlContext: 'web_fetch',
  googleMaps: 'maps',
  fileSearch: 'file_search',
  computerUse: 'computer',
  mcpServers: 'mcp',
};

const functionFields = new Set(['name', 'description', 'parameters', 'parametersJsonSchema']);

/** `parameters` is in the API's own schema language: kept as it is beside its translation. */
function parseFunction(value: unknown, path: string): FunctionTool {
  const fields = fieldsOf(value, path);
  const json = fields.nested('parametersJsonSchema')?.object;
  const own = fields.nested('parameters')?.object;
  const parameters = json ?? (own === undefined ? undefined : schemaFromOpenapi(own, fields.at('parameters')));
  return {
    kind: 'function',
    name: fields.needName('name'),
    ...defined({
      description: fields.text('description'),
      parameters,
      nativeParameters: own,
      native: fields.rest(functionFields),
    }),
  };
}

function builtinTool(key: string, value: unknown): VendorTool {
  const tool = entryOf(builtins, key) ?? 'other';
  const settings = camelKeys(asObject(value) ?? {});
  const blockedDomains = listAt(settings, 'excludeDomains').filter((one) => typeof one === 'string');
  const search = tool === 'web_search' && blockedDomains.length > 0 ? { search: { blockedDomains } } : {};
  return { kind: 'builtin', tool, ...search, native: { [key]: value } };
}

function parseTool(value: unknown, path: string): readonly Tool[] {
  const fields = fieldsOf(value, path);
  const at = fields.at('functionDeclarations');
  const functions = (fields.list('functionDeclarations') ?? []).map((one, index) =>
    parseFunction(one, `${at}.${index}`),
  );
  const others = Object.entries(fields.object).filter(([key]) => key !== 'functionDeclarations');
  return [...functions, ...others.map(([key, inner]) => builtinTool(key, inner))];
}

/** The tools of a request, one by one: the API lets several stand in one object. */
export function parseTools(tools: readonly unknown[]): readonly Tool[] {
  return tools.flatMap((tool, index) => parseTool(tool, `tools.${index}`));
}

/** The mode and names that say a choice; undefined for choices that this dialect cannot say. */
export function callingConfig(choice: ToolChoice | undefined): JsonObject | undefined {
  switch (choice?.kind) {
    case 'auto':
      return { mode: 'AUTO' };
    case 'none':
      return { mode: 'NONE' };
    case 'required':
      return { mode: 'ANY' };
    case 'one':
      return { mode: 'ANY', allowedFunctionNames: [choice.name] };
    case 'allowed':
      // Names go with ANY and VALIDATED only (https://ai.google.dev/api/caching#FunctionCallingConfig).
      return { mode: choice.mode === 'auto' ? 'VALIDATED' : 'ANY', allowedFunctionNames: choice.names };
    case 'native':
    case undefined:
      return undefined;
  }
}

/** By the number of the mode in its proto, too. */
const modes = ['', 'AUTO', 'ANY', 'NONE', '', 'VALIDATED'] as const;

function choiceOf(mode: unknown, names: readonly string[] | undefined): ToolChoice | undefined {
  const word = typeof mode === 'number' ? modes[mode] : mode;
  const [name] = names ?? [];
  switch (typeof word === 'string' ? word.toUpperCase() : '') {
    case 'AUTO':
    case 'VALIDATED':
      return name === undefined ? { kind: 'auto' } : { kind: 'allowed', mode: 'auto', names: names ?? [] };
    case 'NONE':
      return { kind: 'none' };
    case 'ANY':
      if (name === undefined) return { kind: 'required' };
      return names?.length === 1 ? { kind: 'one', name } : { kind: 'allowed', mode: 'required', names: names ?? [] };
    default:
      return undefined;
  }
}

/** What of `said` the choice does not say again. */
function unsaid(said: JsonObject, choice: ToolChoice | undefined): JsonObject {
  const own = callingConfig(choice) ?? {};
  const rest = Object.entries(said).filter(([key, value]) => JSON.stringify(own[key]) !== JSON.stringify(value));
  return Object.fromEntries(rest);
}

export type ParsedToolConfig = { readonly toolChoice?: ToolChoice; readonly native: JsonObject };

/** `toolConfig`: the choice, and the rest under dotted names. */
export function parseToolConfig(config: Fields | undefined): ParsedToolConfig {
  if (config === undefined) return { native: {} };
  const native: Record<string, unknown> = {};
  let toolChoice: ToolChoice | undefined;
  for (const [key, value] of Object.entries(config.object)) {
    if (key !== 'functionCallingConfig') {
      native[`toolConfig.${key}`] = value;
      continue;
    }
    const calling = fieldsOf(value, config.at(key));
    toolChoice = choiceOf(calling.value('mode'), calling.texts('allowedFunctionNames'));
    const rest = unsaid(calling.object, toolChoice);
    if (Object.keys(rest).length > 0) native[`toolConfig.${key}`] = rest;
  }
  return { ...(toolChoice === undefined ? {} : { toolChoice }), native };
}
