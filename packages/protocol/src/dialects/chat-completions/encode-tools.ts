import type {
  CustomTool,
  FunctionTool,
  OutputFormat,
  SearchSettings,
  ToolChoice,
  VendorTool,
} from '../../canonical/chat-request.ts';
import { asFunctionTool, hasGrammar } from '../../canonical/custom-tool.ts';
import { asObject, type JsonObject } from '../../json-read.ts';
import { encodeCache } from './encode-content.ts';
import { type Encoding, nativesOf } from './encoding.ts';
import { searchField } from './parse-tools.ts';

function encodeFunction(encoding: Encoding, tool: FunctionTool): JsonObject {
  const { name, description, parameters, strict } = tool;
  const { function: inner, ...outer } = nativesOf(encoding, tool.native);
  const of = {
    ...asObject(inner),
    name,
    ...(description === undefined ? {} : { description }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(strict !== undefined && encoding.losses.can('tool_strict') ? { strict } : {}),
  };
  return { ...outer, type: 'function', function: of, ...encodeCache(encoding, tool.cache) };
}

/** A grammar of the canon is flat; here it stands under `grammar`. */
function formatOf({ type, ...rest }: JsonObject): JsonObject {
  return type === 'grammar' ? { type, grammar: rest } : { ...rest, type };
}

function encodeCustom(encoding: Encoding, tool: CustomTool): JsonObject {
  if (encoding.target.lacks.has('custom_tools')) {
    if (hasGrammar(tool)) encoding.losses.cannot('custom_tools');
    return encodeFunction(encoding, asFunctionTool(tool));
  }
  const { name, description, format } = tool;
  const { custom: inner, ...outer } = nativesOf(encoding, tool.native);
  const of = {
    ...asObject(inner),
    name,
    ...(description === undefined ? {} : { description }),
    ...(format === undefined ? {} : { format: formatOf(format) }),
  };
  return { ...outer, type: 'custom', custom: of, ...encodeCache(encoding, tool.cache) };
}

function searchOptions({ contextSize, location }: SearchSettings): JsonObject {
  return {
    ...(contextSize === undefined ? {} : { search_context_size: contextSize }),
    ...(location === undefined ? {} : { user_location: { type: 'approximate', approximate: location } }),
  };
}

/** Another dialect's search tool, as a field beside the tools. */
function encodeSearch({ losses, quirks }: Encoding, tool: VendorTool): JsonObject {
  const { search = {} } = tool;
  if (!losses.canTool(tool)) return {};
  if (search.allowedDomains !== undefined || search.blockedDomains !== undefined || search.usesMax !== undefined) {
    losses.drop('tools');
  }
  return quirks.webSearch === 'plugins' ? { plugins: [{ id: 'web' }] } : { [searchField]: searchOptions(search) };
}

type Encoded = { readonly tool?: JsonObject; readonly fields?: JsonObject };

function encodeBuiltin(encoding: Encoding, tool: VendorTool): Encoded {
  if (encoding.isOwn) {
    const options = tool.native[searchField];
    return options === undefined ? { tool: tool.native } : { fields: { [searchField]: options } };
  }
  if (tool.tool === 'web_search') return { fields: encodeSearch(encoding, tool) };
  encoding.losses.cannotTool(tool);
  return {};
}

function encodeChoice(encoding: Encoding, choice: ToolChoice): unknown {
  const { isOwn, losses, quirks, target } = encoding;
  switch (choice.kind) {
    case 'auto':
      return 'auto';
    case 'none':
      return losses.can('tool_choice_none') ? 'none' : undefined;
    case 'required':
      return losses.can('tool_choice_required') ? (quirks.anyTool ?? 'required') : undefined;
    case 'one': {
      if (!losses.can('tool_choice_one')) return undefined;
      const kind = choice.custom === true && !target.lacks.has('custom_tools') ? 'custom' : 'function';
      return { type: kind, [kind]: { name: choice.name } };
    }
    case 'allowed': {
      if (!losses.can('tool_choice_allowed')) return undefined;
      const tools = choice.names.map((name) => ({ type: 'function', function: { name } }));
      return { type: 'allowed_tools', allowed_tools: { mode: choice.mode, tools } };
    }
    case 'native':
      if (isOwn) return choice.value;
      losses.cannot('builtin_tools', 'tool_choice');
      return undefined;
  }
}

/** `tools` and what goes with them. A choice without a tool to choose would be refused, so it is only the client's own. */
export function encodeTools(encoding: Encoding): JsonObject {
  const { request, losses, isOwn } = encoding;
  if (request.tools.some(({ kind }) => kind !== 'builtin')) losses.can('tools');
  const encoded = request.tools.map((tool): Encoded => {
    if (tool.kind === 'builtin') return encodeBuiltin(encoding, tool);
    return { tool: tool.kind === 'custom' ? encodeCustom(encoding, tool) : encodeFunction(encoding, tool) };
  });
  const tools = encoded.flatMap(({ tool }) => tool ?? []);
  const fields: JsonObject = Object.assign({}, ...encoded.map((one) => one.fields ?? {}));
  if (tools.length === 0 && !isOwn) return fields;
  const choice = request.toolChoice === undefined ? undefined : encodeChoice(encoding, request.toolChoice);
  const parallel = request.parallelToolCalls;
  const isSaid = parallel !== undefined && (!encoding.target.lacks.has('parallel_tool_calls') || !parallel);
  return {
    ...(tools.length === 0 ? {} : { tools }),
    ...(choice === undefined ? {} : { tool_choice: choice }),
    ...(isSaid && losses.can('parallel_tool_calls') ? { parallel_tool_calls: parallel } : {}),
    ...fields,
  };
}

/** `response_format`. The name is demanded; what it is called matters to nobody. */
export function encodeOutput({ losses, quirks, isOwn }: Encoding, output: OutputFormat | undefined): JsonObject {
  if (output === undefined) return {};
  switch (output.kind) {
    case 'text':
      return isOwn ? { response_format: { type: 'text' } } : {};
    case 'json':
      return losses.can('output_json') ? { response_format: { type: 'json_object' } } : {};
    case 'schema': {
      if (!losses.can('output_schema')) return {};
      const { name = 'answer', description, schema } = output;
      const strict = quirks.strictSchema === true ? true : output.strict;
      const json_schema = {
        name,
        ...(description === undefined ? {} : { description }),
        schema,
        ...(strict === undefined ? {} : { strict }),
      };
      return { response_format: { type: 'json_schema', json_schema } };
    }
  }
}
