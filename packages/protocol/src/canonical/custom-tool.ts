import { parseObject } from '../json-read.ts';
import type { CustomTool, FunctionTool } from './chat-request.ts';

const inputField = 'input';

/** A free-text tool for a target that has none: a function with one string. A grammar is lost; say so where there is one. */
export function asFunctionTool(tool: CustomTool): FunctionTool {
  const { name, description, cache } = tool;
  return {
    kind: 'function',
    name,
    ...(description === undefined ? {} : { description }),
    parameters: {
      type: 'object',
      properties: { [inputField]: { type: 'string' } },
      required: [inputField],
      additionalProperties: false,
    },
    ...(cache === undefined ? {} : { cache }),
  };
}

/** The arguments of a call of such a function, for the free text of an earlier call. */
export function argumentsOfInput(input: string): string {
  return JSON.stringify({ [inputField]: input });
}

/** The free text in the arguments of such a function; the arguments themselves where they hold none. */
export function inputOfArguments(text: string): string {
  const input = parseObject(text)?.[inputField];
  return typeof input === 'string' ? input : text;
}

/** True for a tool whose grammar a function cannot keep. */
export function hasGrammar(tool: CustomTool): boolean {
  return tool.format !== undefined && tool.format['type'] !== 'text';
}
