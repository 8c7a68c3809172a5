import { asList, asObject, type JsonObject } from '../json-read.ts';
import type { Tally } from './tally.ts';

/** A tool that the client describes, in OpenAI's or Anthropic's fields. */
function readDescribed(tally: Tally, of: JsonObject): void {
  tally.text(of['name']);
  tally.text(of['description']);
  tally.json(of['parameters'] ?? of['input_schema'] ?? of['format']);
}

function readTool(tally: Tally, value: unknown, isInner: boolean): void {
  const tool = asObject(value);
  if (tool === undefined) return;
  if (tool['type'] === 'namespace' && !isInner) {
    for (const inner of asList(tool['tools'])) readTool(tally, inner, true);
    return;
  }
  tally.tool();
  const nested = asObject(tool['function']) ?? asObject(tool['custom']);
  const isDescribed = tool['type'] === 'function' || tool['parameters'] !== undefined || 'input_schema' in tool;
  if (nested !== undefined) readDescribed(tally, nested);
  else if (isDescribed || tool['type'] === 'custom') readDescribed(tally, tool);
  else tally.json(tool);
}

/** Adds up `tools`, or the `functions` that they once were. */
export function readTools(tally: Tally, tools: unknown): void {
  for (const tool of asList(tools)) readTool(tally, tool, false);
}
