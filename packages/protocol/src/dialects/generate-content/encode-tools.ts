import type {
  ChatRequest,
  FunctionTool,
  SearchSettings,
  Tool,
  ToolChoice,
  VendorTool,
} from '../../canonical/chat-request.ts';
import { asFunctionTool, hasGrammar } from '../../canonical/custom-tool.ts';
import { type Feature, fieldOf } from '../../canonical/features.ts';
import { defined } from '../../canonical/fields.ts';
import { featureOfTool } from '../../canonical/losses.ts';
import { asObject, type JsonObject } from '../../json-read.ts';
import { callingConfig } from './parse-tools.ts';
import type { Writing } from './writing.ts';

/**
 * Schemas go out as JSON Schema, which the API takes in `parametersJsonSchema`; it reads what it knows of it and passes
 * over the rest (https://ai.google.dev/api/caching#FunctionDeclaration, https://ai.google.dev/gemini-api/docs/structured-output).
 */
function parametersOf(tool: FunctionTool, own: boolean): JsonObject {
  const { parameters, nativeParameters } = tool;
  if (own && nativeParameters !== undefined) return { parameters: nativeParameters };
  if (parameters === undefined) return {};
  const isTyped = own || parameters['type'] !== undefined;
  return { parametersJsonSchema: isTyped ? parameters : { type: 'object', ...parameters } };
}

function declaration(tool: FunctionTool, { own, losses }: Writing): JsonObject {
  if (!own) {
    if (tool.strict === true) losses.cannot('tool_strict');
    if (tool.cache !== undefined) losses.cannot('prompt_cache');
    losses.foreign(tool.native);
  }
  return {
    name: tool.name,
    // The API's document demands one.
    ...(own ? defined({ description: tool.description }) : { description: tool.description ?? '' }),
    ...parametersOf(tool, own),
    ...(own ? tool.native : {}),
  };
}

/** Google's own tools for what the caller's vendor has as well. */
const counterparts: Readonly<Partial<Record<VendorTool['tool'], JsonObject>>> = {
  web_search: { googleSearch: {} },
  code_execution: { codeExecution: {} },
  web_fetch: { urlContext: {} },
};

/** Google's search takes no wishes but a time range; what it may be told elsewhere is not kept. */
function noteSearch(search: SearchSettings | undefined, { losses }: Writing, field: string): void {
  for (const [setting, value] of Object.entries(search ?? {}))
    if (value !== undefined) losses.drop(`${field}.${setting}`);
}

/** Before Gemini 3 functions and Google's own tools do not go together (the vendor's page on tool combination). */
function combines({ tools }: ChatRequest, { generation }: Writing): boolean {
  return (generation ?? 0) >= 3 || tools.every(({ kind }) => kind === 'builtin');
}

function builtinJson(tool: VendorTool, writing: Writing, request: ChatRequest): JsonObject | undefined {
  const { losses, own } = writing;
  if (!losses.canTool(tool)) return undefined;
  if (own) return tool.native;
  const feature = featureOfTool(tool);
  noteSearch(tool.search, writing, fieldOf(feature, request.dialect));
  const counterpart = counterparts[tool.tool];
  if (counterpart !== undefined && combines(request, writing)) return counterpart;
  losses.cannotTool(tool);
  return undefined;
}

function functionOf(tool: Exclude<Tool, VendorTool>, { losses }: Writing): FunctionTool {
  if (tool.kind === 'function') return tool;
  if (hasGrammar(tool)) losses.cannot('custom_tools');
  return asFunctionTool(tool);
}

/** The tools: all functions in one object, each of Google's own in one of its own. */
export function encodeTools(request: ChatRequest, writing: Writing): readonly JsonObject[] | undefined {
  const { tools } = request;
  if (tools.length === 0) return undefined;
  const functions = tools.flatMap((tool) =>
    tool.kind === 'builtin' ? [] : [declaration(functionOf(tool, writing), writing)],
  );
  if (functions.length > 0) writing.losses.can('tools');
  const builtins = tools.flatMap((tool) => {
    const written = tool.kind === 'builtin' ? builtinJson(tool, writing, request) : undefined;
    return written === undefined ? [] : [written];
  });
  return [...(functions.length > 0 ? [{ functionDeclarations: functions }] : []), ...builtins];
}

const featuresOfChoices: Readonly<Partial<Record<ToolChoice['kind'], Feature>>> = {
  none: 'tool_choice_none',
  required: 'tool_choice_required',
  one: 'tool_choice_one',
  allowed: 'tool_choice_allowed',
};

function callingOf(choice: ToolChoice | undefined, { losses, own }: Writing): JsonObject | undefined {
  if (choice === undefined) return undefined;
  const feature = featuresOfChoices[choice.kind];
  if (feature !== undefined && !losses.can(feature)) return undefined;
  if (choice.kind === 'native' && !own) losses.cannot('tool_choice_one');
  return callingConfig(choice);
}

const prefix = 'toolConfig.';

/** The choice, with what else a client of this dialect said of its tools. */
export function encodeToolConfig(request: ChatRequest, writing: Writing): JsonObject | undefined {
  const { own, losses, generation } = writing;
  const calling = callingOf(request.tools.length === 0 && !own ? undefined : request.toolChoice, writing);
  if (request.parallelToolCalls === false) losses.cannot('parallel_tool_calls');
  const kinds = new Set(request.tools.map((tool) => tool.kind === 'builtin'));
  // https://ai.google.dev/gemini-api/docs/tool-combination: functions beside Google's own tools have to be asked for, and
  // know no AUTO: without a mode they may be called or not, as with it.
  const mixes = !own && kinds.size === 2 && (generation ?? 0) >= 3;
  const isAuto = request.toolChoice?.kind === 'auto';
  const config: Record<string, unknown> = {
    ...defined({ functionCallingConfig: mixes && isAuto ? undefined : calling }),
    ...(mixes ? { includeServerSideToolInvocations: true } : {}),
  };
  for (const [name, value] of own ? Object.entries(request.native ?? {}) : []) {
    if (!name.startsWith(prefix)) continue;
    const key = name.slice(prefix.length);
    config[key] = key === 'functionCallingConfig' ? { ...calling, ...asObject(value) } : value;
  }
  return Object.keys(config).length === 0 ? undefined : config;
}
