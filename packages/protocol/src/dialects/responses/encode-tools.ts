import type {
  CustomTool,
  FunctionTool,
  SearchSettings,
  Tool,
  ToolChoice,
  VendorTool,
} from '../../canonical/chat-request.ts';
import { asFunctionTool, hasGrammar } from '../../canonical/custom-tool.ts';
import { defined } from '../../canonical/fields.ts';
import type { Losses } from '../../canonical/losses.ts';
import type { JsonObject } from '../../json-read.ts';
import { splitName } from './tool-names.ts';

/** Who hears what could not travel; undefined where the request is only repeated. */
export type ToolWriting = { readonly losses: Losses | undefined; readonly own: boolean; readonly takesCustom: boolean };

/** A function without parameters has an empty object of them. */
const noParameters: JsonObject = { type: 'object', properties: {} };

function functionJson(tool: FunctionTool, { losses, own }: ToolWriting): JsonObject {
  if (own && tool.clientType !== undefined) {
    const { description, parameters } = tool;
    return { ...tool.native, type: tool.clientType, execution: 'client', ...defined({ description, parameters }) };
  }
  if (!own && tool.cache !== undefined) losses?.cannot('prompt_cache');
  if (!own) losses?.foreign(tool.native);
  const isStrict = tool.strict === undefined || losses === undefined || losses.can('tool_strict');
  // Here a tool is strict unless it says not; everywhere else it is the other way round.
  const strict = isStrict ? (tool.strict ?? (own ? undefined : false)) : undefined;
  return {
    ...(own ? tool.native : {}),
    type: 'function',
    name: tool.namespace?.toolName ?? tool.name,
    ...defined({ description: tool.description, strict }),
    ...(own ? defined({ parameters: tool.parameters }) : { parameters: tool.parameters ?? noParameters }),
  };
}

function customJson(tool: CustomTool, writing: ToolWriting): JsonObject {
  const { losses, own } = writing;
  if (!writing.takesCustom) {
    if (hasGrammar(tool)) losses?.cannot('custom_tools');
    return functionJson(asFunctionTool(tool), { ...writing, own: false });
  }
  if (!own) losses?.foreign(tool.native);
  return {
    ...(own ? tool.native : {}),
    type: 'custom',
    name: tool.namespace?.toolName ?? tool.name,
    ...defined({ description: tool.description, format: tool.format }),
  };
}

function searchJson(search: SearchSettings, losses: Losses | undefined): JsonObject {
  const { allowedDomains, blockedDomains, usesMax, contextSize, location } = search;
  if (usesMax !== undefined) losses?.drop('tools.max_uses');
  const filters = defined({ allowed_domains: allowedDomains, blocked_domains: blockedDomains });
  return {
    ...(Object.keys(filters).length === 0 ? {} : { filters }),
    ...defined({ search_context_size: contextSize }),
    ...(location === undefined ? {} : { user_location: { type: 'approximate', ...location } }),
  };
}

function builtinJson(tool: VendorTool, { losses, own }: ToolWriting): JsonObject | undefined {
  if (losses !== undefined && !losses.canTool(tool)) return undefined;
  if (own) return tool.native;
  switch (tool.tool) {
    case 'web_search':
      return { type: 'web_search', ...searchJson(tool.search ?? {}, losses) };
    case 'code_execution':
      return { type: 'code_interpreter', container: { type: 'auto' } };
    case 'image_generation':
      return { type: 'image_generation' };
    default:
      losses?.cannotTool(tool);
      return undefined;
  }
}

function toolJson(tool: Tool, writing: ToolWriting): JsonObject | undefined {
  switch (tool.kind) {
    case 'function':
      return functionJson(tool, writing);
    case 'custom':
      return customJson(tool, writing);
    case 'builtin':
      return builtinJson(tool, writing);
  }
}

/** Writes tools; those of a namespace stand in it again, for a target that knows namespaces. */
export function encodeTools(tools: readonly Tool[], writing: ToolWriting): readonly JsonObject[] {
  const written: JsonObject[] = [];
  let open: { readonly name: string; readonly tools: JsonObject[] } | undefined;
  for (const tool of tools) {
    if (writing.own && tool.kind === 'function' && tool.found === true) continue;
    const json = toolJson(tool, writing);
    if (json === undefined) continue;
    const namespace = tool.kind === 'builtin' ? undefined : tool.namespace;
    if (namespace === undefined) {
      open = undefined;
      written.push(json);
    } else if (open?.name === namespace.name) open.tools.push(json);
    else {
      open = { name: namespace.name, tools: [json] };
      written.push({ ...namespace.native, tools: open.tools });
    }
  }
  return written;
}

function namedChoice(name: string, tools: readonly Tool[], takesCustom: boolean): JsonObject {
  const custom = takesCustom && tools.some((tool) => tool.kind === 'custom' && tool.name === name);
  return { type: custom ? 'custom' : 'function', ...splitName(name, tools) };
}

/** Writes the tool choice; undefined where there is none that can be sent. */
export function encodeToolChoice(choice: ToolChoice, tools: readonly Tool[], writing: ToolWriting): unknown {
  const { losses, own, takesCustom } = writing;
  switch (choice.kind) {
    case 'auto':
      return 'auto';
    case 'none':
      return losses === undefined || losses.can('tool_choice_none') ? 'none' : undefined;
    case 'required':
      return losses === undefined || losses.can('tool_choice_required') ? 'required' : undefined;
    case 'one':
      if (losses !== undefined && !losses.can('tool_choice_one')) return undefined;
      if (!own) return namedChoice(choice.name, tools, takesCustom);
      return {
        type: choice.custom === true && takesCustom ? 'custom' : 'function',
        ...splitName(choice.name, tools),
      };
    case 'allowed':
      if (losses !== undefined && !losses.can('tool_choice_allowed')) return undefined;
      return {
        type: 'allowed_tools',
        mode: choice.mode,
        tools: choice.names.map((name) => namedChoice(name, tools, takesCustom)),
      };
    case 'native':
      if (!own) losses?.cannot('tool_choice_one');
      return choice.value;
  }
}
