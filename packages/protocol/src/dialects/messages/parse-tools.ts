import type { BuiltinTool, SearchSettings, Tool, ToolChoice } from '../../canonical/chat-request.ts';
import type { JsonObject } from '../../json-read.ts';
import { readCache } from './parse-source.ts';
import {
  fault,
  given,
  isAbsent,
  needList,
  needObject,
  needText,
  optionalCount,
  optionalFlag,
  optionalText,
  optionalTexts,
  restOf,
} from './read-field.ts';

const functionKeys = new Set(['type', 'name', 'description', 'input_schema', 'strict', 'cache_control']);

/** The vendor's own tools by the beginning of their dated types (docs, "Tool reference"). */
const builtins: readonly (readonly [string, BuiltinTool])[] = [
  ['web_search_', 'web_search'],
  ['web_fetch_', 'web_fetch'],
  ['code_execution_', 'code_execution'],
  ['bash_', 'shell'],
  ['text_editor_', 'text_editor'],
  ['computer_', 'computer'],
  ['memory_', 'memory'],
  ['mcp_toolset', 'mcp'],
];

function locationOf(tool: JsonObject, field: string): SearchSettings {
  if (isAbsent(tool['user_location'])) return {};
  const at = `${field}.user_location`;
  const location = needObject(tool['user_location'], at);
  return {
    location: {
      ...given('city', optionalText(location, 'city', at)),
      ...given('region', optionalText(location, 'region', at)),
      ...given('country', optionalText(location, 'country', at)),
      ...given('timezone', optionalText(location, 'timezone', at)),
    },
  };
}

function searchOf(tool: JsonObject, field: string): SearchSettings {
  return {
    ...given('allowedDomains', optionalTexts(tool, 'allowed_domains', `${field}.allowed_domains`)),
    ...given('blockedDomains', optionalTexts(tool, 'blocked_domains', `${field}.blocked_domains`)),
    ...given('usesMax', optionalCount(tool, 'max_uses', `${field}.max_uses`)),
    ...locationOf(tool, field),
  };
}

function readBuiltin(tool: JsonObject, type: string, field: string): Tool {
  const kind = builtins.find(([prefix]) => type.startsWith(prefix))?.[1] ?? 'other';
  const search = kind === 'web_search' ? searchOf(tool, field) : undefined;
  return {
    kind: 'builtin',
    tool: kind,
    ...given('name', optionalText(tool, 'name', field)),
    ...given('search', search),
    native: tool,
  };
}

function readTool(tool: JsonObject, field: string): Tool {
  const type = optionalText(tool, 'type', field) ?? 'custom';
  if (type !== 'custom') return readBuiltin(tool, type, field);
  const schema = isAbsent(tool['input_schema']) ? undefined : needObject(tool['input_schema'], `${field}.input_schema`);
  return {
    kind: 'function',
    name: needText(tool, 'name', field),
    ...given('description', optionalText(tool, 'description', field)),
    ...given('parameters', schema),
    ...given('strict', optionalFlag(tool, 'strict', `${field}.strict`)),
    ...readCache(tool, `${field}.cache_control`),
    ...given('native', restOf(tool, functionKeys)),
  };
}

/** The tools of a request. */
export function readTools(body: JsonObject): readonly Tool[] {
  if (isAbsent(body['tools'])) return [];
  return needList(body['tools'], 'tools').map((tool, index) =>
    readTool(needObject(tool, `tools.${index}`), `tools.${index}`),
  );
}

type Choice = { readonly toolChoice?: ToolChoice; readonly parallelToolCalls?: boolean };

function choiceOf(choice: JsonObject): ToolChoice {
  const type = needText(choice, 'type', 'tool_choice');
  switch (type) {
    case 'auto':
    case 'none':
      return { kind: type };
    case 'any':
      return { kind: 'required' };
    case 'tool':
      return { kind: 'one', name: needText(choice, 'name', 'tool_choice') };
    default:
      throw fault('tool_choice.type', 'must be auto, any, tool or none');
  }
}

/** The `tool_choice` of a request, which also says whether calls may be parallel. */
export function readToolChoice(body: JsonObject): Choice {
  if (isAbsent(body['tool_choice'])) return {};
  const choice = needObject(body['tool_choice'], 'tool_choice');
  const disabled = optionalFlag(choice, 'disable_parallel_tool_use', 'tool_choice.disable_parallel_tool_use');
  return {
    toolChoice: choiceOf(choice),
    ...given('parallelToolCalls', disabled === undefined ? undefined : !disabled),
  };
}
