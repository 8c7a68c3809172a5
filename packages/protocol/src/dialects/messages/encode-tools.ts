import type { FunctionTool, Tool, ToolChoice, VendorTool } from '../../canonical/chat-request.ts';
import { asFunctionTool, hasGrammar } from '../../canonical/custom-tool.ts';
import { fieldOf } from '../../canonical/features.ts';
import type { JsonObject } from '../../json-read.ts';
import { given } from './read-field.ts';
import { fitsStrict } from './strict-limits.ts';
import { fitInputSchema } from './tool-schema.ts';
import { toWireName } from './wire-name.ts';
import { type Block, cacheOf, nativeOf, type Writing } from './writing.ts';

const nameCharactersMax = 128;

function nameOf(name: string, { losses }: Writing): string {
  const wire = toWireName(name);
  if (wire.length > nameCharactersMax) losses.cannot('tools', `tools.${name.slice(0, nameCharactersMax)}`);
  return wire;
}

function schemaOf({ parameters }: FunctionTool, { own, losses }: Writing): JsonObject | undefined {
  if (own) return parameters;
  const { schema, changed } = fitInputSchema(parameters);
  if (changed) losses.cannot('tool_schema');
  return schema;
}

function strictOf({ strict }: FunctionTool, { own, losses, request }: Writing): Block {
  if (own) return given('strict', strict);
  if (strict !== true || !losses.can('tool_strict')) return {};
  if (fitsStrict(request.tools)) return { strict };
  losses.cannot('tool_strict');
  return {};
}

function encodeFunction(tool: FunctionTool, writing: Writing): Block {
  writing.losses.can('tools');
  return {
    name: nameOf(tool.name, writing),
    ...given('description', tool.description),
    ...given('input_schema', schemaOf(tool, writing)),
    ...strictOf(tool, writing),
    ...cacheOf(tool.cache, writing),
    ...nativeOf(tool.native, writing),
  };
}

/** The version that every model since 3.5 takes. */
const webSearchType = 'web_search_20250305';

function encodeSearch({ search = {} }: VendorTool, { losses, request }: Writing): Block {
  const { allowedDomains, blockedDomains, usesMax, contextSize, location } = search;
  if (contextSize !== undefined && contextSize !== 'medium')
    losses.drop(`${fieldOf('web_search', request.dialect)}.search_context_size`);
  return {
    type: webSearchType,
    name: 'web_search',
    ...given('max_uses', usesMax),
    ...given('allowed_domains', allowedDomains),
    // Only one of the two lists may be given.
    ...(allowedDomains === undefined ? given('blocked_domains', blockedDomains) : {}),
    ...(location === undefined ? {} : { user_location: { type: 'approximate', ...location } }),
  };
}

function encodeBuiltin(tool: VendorTool, writing: Writing): Block | undefined {
  const { losses, own } = writing;
  if (!losses.canTool(tool)) return undefined;
  if (own) return { ...tool.native };
  if (tool.tool === 'web_search') return encodeSearch(tool, writing);
  // https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/code-execution-tool
  if (tool.tool === 'code_execution') return { type: 'code_execution_20250825', name: 'code_execution' };
  losses.cannotTool(tool);
  return undefined;
}

function encodeTool(tool: Tool, writing: Writing): Block | undefined {
  switch (tool.kind) {
    case 'function':
      return encodeFunction(tool, writing);
    case 'custom':
      if (hasGrammar(tool)) writing.losses.cannot('custom_tools');
      return encodeFunction(asFunctionTool(tool), writing);
    case 'builtin':
      return encodeBuiltin(tool, writing);
  }
}

function isAllowed(tool: Tool, choice: ToolChoice | undefined): boolean {
  return choice?.kind !== 'allowed' || (tool.name !== undefined && choice.names.includes(tool.name));
}

/** The tools of a request. Where only some may be called, only those: the API cannot say it otherwise. */
export function encodeTools(writing: Writing): readonly Block[] {
  const { tools, toolChoice } = writing.request;
  return tools
    .filter((tool) => isAllowed(tool, toolChoice))
    .map((tool) => encodeTool(tool, writing))
    .filter((tool) => tool !== undefined);
}

function choiceOf(choice: ToolChoice, { losses, own }: Writing): Block | undefined {
  switch (choice.kind) {
    case 'auto':
      return { type: 'auto' };
    case 'none':
      return losses.can('tool_choice_none') ? { type: 'none' } : undefined;
    case 'required':
      losses.can('tool_choice_required');
      return { type: 'any' };
    case 'one':
      losses.can('tool_choice_one');
      return { type: 'tool', name: toWireName(choice.name) };
    case 'allowed':
      if (choice.mode === 'required') losses.can('tool_choice_required');
      return { type: choice.mode === 'required' ? 'any' : 'auto' };
    case 'native':
      // This dialect has no choice that the canon cannot say.
      if (!own) losses.cannot('tool_choice_one');
      return undefined;
  }
}

/** The `tool_choice` of a request: it may stand beside tools only. */
export function encodeToolChoice(writing: Writing): Block | undefined {
  const { own, losses, request } = writing;
  const { toolChoice, parallelToolCalls, tools } = request;
  if (!own && tools.length === 0) return undefined;
  const choice = toolChoice === undefined ? undefined : choiceOf(toolChoice, writing);
  const says = own ? parallelToolCalls !== undefined : parallelToolCalls === false && choice?.['type'] !== 'none';
  if (!says || (parallelToolCalls === false && !losses.can('parallel_tool_calls'))) return choice;
  return { type: 'auto', ...choice, disable_parallel_tool_use: parallelToolCalls === false };
}
