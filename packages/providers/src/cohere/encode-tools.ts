import type { ChatRequest, FunctionTool, Tool } from '@weir/protocol/canonical/chat-request';
import { asFunctionTool, hasGrammar } from '@weir/protocol/canonical/custom-tool';
import type { Losses } from '@weir/protocol/canonical/losses';
import type { JsonObject } from '@weir/protocol/json-read';
import { defined } from '../shared/defined.ts';

function asFunction(tool: Tool, losses: Losses): readonly FunctionTool[] {
  switch (tool.kind) {
    case 'function':
      losses.foreign(tool.native);
      return [tool];
    case 'custom':
      if (hasGrammar(tool)) losses.cannot('custom_tools');
      return [asFunctionTool(tool)];
    case 'builtin':
      losses.cannotTool(tool);
      return [];
  }
}

/** Cohere has words for any tool and for none; a choice among some is met by showing only those. */
function shown({ tools, toolChoice }: ChatRequest): readonly Tool[] {
  if (toolChoice?.kind === 'one') return tools.filter((tool) => tool.name === toolChoice.name);
  if (toolChoice?.kind !== 'allowed') return tools;
  return tools.filter((tool) => tool.name !== undefined && toolChoice.names.includes(tool.name));
}

/** Source: https://docs.cohere.com/reference/chat#request.body.tool_choice. */
function choiceOf({ toolChoice }: ChatRequest, losses: Losses): string | undefined {
  switch (toolChoice?.kind) {
    case undefined:
    case 'auto':
      return undefined;
    case 'none':
      return 'NONE';
    case 'required':
    case 'one':
      return 'REQUIRED';
    case 'allowed':
      return toolChoice.mode === 'required' ? 'REQUIRED' : undefined;
    case 'native':
      losses.cannot('builtin_tools');
      return undefined;
  }
}

/** `strict_tools` is for all or none of them. */
function isStrict(tools: readonly FunctionTool[], losses: Losses): boolean | undefined {
  const strict = tools.filter((tool) => tool.strict === true).length;
  if (strict === 0) return undefined;
  if (strict === tools.length) return true;
  losses.cannot('tool_strict');
  return undefined;
}

const noParameters: JsonObject = { type: 'object', properties: {} };

/** `tools`, `tool_choice` and `strict_tools`; nothing where there are no tools. */
export function encodeTools(request: ChatRequest, losses: Losses): JsonObject {
  const functions = shown(request).flatMap((tool) => asFunction(tool, losses));
  if (functions.length === 0) return {};
  if (functions.some(({ cache }) => cache !== undefined)) losses.cannot('prompt_cache');
  return defined({
    tools: functions.map(({ name, description, parameters = noParameters }) => ({
      type: 'function',
      function: defined({ name, description, parameters }),
    })),
    tool_choice: choiceOf(request, losses),
    strict_tools: isStrict(functions, losses),
  });
}
