import type {
  ChatRequest,
  FunctionTool,
  OutputFormat,
  Tool,
  ToolChoice,
  VendorTool,
} from '@weir/protocol/canonical/chat-request';
import { asFunctionTool, hasGrammar } from '@weir/protocol/canonical/custom-tool';
import { fieldOf } from '@weir/protocol/canonical/features';
import type { JsonObject } from '@weir/protocol/json-read';
import { defined } from '../shared/defined.ts';
import { toToolName } from './names.ts';
import { cachePoint, type Writing } from './writing.ts';

const noParameters: JsonObject = { type: 'object', properties: {} };

/** Blank descriptions are refused: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolSpecification.html. */
function functionTool(tool: FunctionTool, writing: Writing): readonly JsonObject[] {
  writing.losses.foreign(tool.native);
  const strict = tool.strict === true && writing.losses.can('tool_strict');
  const toolSpec = defined({
    name: toToolName(tool.name),
    description: tool.description?.trim() === '' ? undefined : tool.description,
    inputSchema: { json: tool.parameters ?? noParameters },
    strict: strict ? true : undefined,
  });
  return [{ toolSpec }, ...cachePoint(tool.cache, writing)];
}

/** A tool that Amazon runs: it is named, and takes no settings. */
function systemTool(asked: VendorTool, { dialect, family, losses }: Writing): readonly JsonObject[] {
  const { tool, search } = asked;
  const name = family.systemTools?.[tool];
  if (name !== undefined) {
    if (Object.keys(search ?? {}).length > 0) losses.drop(fieldOf('web_search', dialect));
    return [{ systemTool: { name } }];
  }
  losses.cannotTool(asked);
  return [];
}

function encodeTool(tool: Tool, writing: Writing): readonly JsonObject[] {
  switch (tool.kind) {
    case 'function':
      return functionTool(tool, writing);
    case 'custom':
      if (hasGrammar(tool)) writing.losses.cannot('custom_tools');
      return functionTool(asFunctionTool(tool), writing);
    case 'builtin':
      return systemTool(tool, writing);
  }
}

/** True where calls or results stand in the conversation: then Converse demands the tools. */
function speaksOfTools({ turns }: ChatRequest): boolean {
  return turns.some(({ parts }) => parts.some(({ kind }) => kind === 'tool_call' || kind === 'tool_result'));
}

/** Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolChoice.html. */
function encodeChoice({ toolChoice }: ChatRequest, { losses }: Writing): JsonObject | undefined {
  switch (toolChoice?.kind) {
    case undefined:
      return undefined;
    case 'auto':
      return { auto: {} };
    case 'required':
      return losses.can('tool_choice_required') ? { any: {} } : undefined;
    case 'one':
      return losses.can('tool_choice_one') ? { tool: { name: toToolName(toolChoice.name) } } : undefined;
    case 'none':
      losses.cannot('tool_choice_none');
      return undefined;
    case 'allowed':
      return toolChoice.mode === 'required' ? { any: {} } : { auto: {} };
    case 'native':
      losses.cannot('builtin_tools');
      return undefined;
  }
}

/** Of a choice among some of the tools, those: the others are not even shown. */
function callable(tools: readonly Tool[], choice: ToolChoice | undefined): readonly Tool[] {
  if (choice?.kind !== 'allowed') return tools;
  return tools.filter((tool) => tool.kind !== 'builtin' && choice.names.includes(tool.name));
}

/**
 * The tools and the choice among them. Converse cannot forbid calls: tools that may not be called stay away, unless the
 * conversation already speaks of them.
 */
export function encodeTools(request: ChatRequest, writing: Writing): JsonObject | undefined {
  const { tools: asked, toolChoice } = request;
  if (asked.length === 0 || (toolChoice?.kind === 'none' && !speaksOfTools(request))) return undefined;
  const tools = callable(asked, toolChoice).flatMap((tool) => encodeTool(tool, writing));
  if (tools.length === 0) return undefined;
  return defined({ tools, toolChoice: encodeChoice(request, writing) });
}

/** Source: https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html; the schema travels as text. */
export function encodeOutput(output: OutputFormat | undefined, { losses }: Writing): JsonObject | undefined {
  if (output === undefined || output.kind === 'text') return undefined;
  if (output.kind === 'json') {
    losses.cannot('output_json');
    return undefined;
  }
  if (!losses.can('output_schema')) return undefined;
  const jsonSchema = defined({
    schema: JSON.stringify(output.schema),
    name: output.name === undefined ? undefined : toToolName(output.name),
    description: output.description,
  });
  return { textFormat: { type: 'json_schema', structure: { jsonSchema } } };
}
