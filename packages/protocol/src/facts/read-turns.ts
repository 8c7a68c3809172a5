import { asList, asObject, type JsonObject } from '../json-read.ts';
import { readContent } from './read-content.ts';
import type { Tally } from './tally.ts';

/** A call as Chat Completions has it: of a function, or of a tool that takes free text. */
function readCall(tally: Tally, value: unknown): void {
  const call = asObject(value);
  const of = asObject(call?.['function']) ?? asObject(call?.['custom']);
  if (of === undefined) return;
  tally.call();
  tally.text(of['name']);
  tally.text(of['arguments'] ?? of['input']);
}

/** Adds up the messages of Chat Completions and of Anthropic Messages. */
export function readMessages(tally: Tally, messages: unknown): void {
  for (const value of asList(messages)) {
    const message = asObject(value);
    if (message === undefined) continue;
    tally.turn();
    if (message['role'] === 'tool') tally.call();
    readContent(tally, message['content']);
    if (message['name'] !== undefined && message['role'] !== 'tool') tally.text(message['name']);
    if (message['tool_calls'] !== undefined) for (const call of asList(message['tool_calls'])) readCall(tally, call);
    tally.text(message['reasoning_content'] ?? message['reasoning']);
  }
}

function readItem(tally: Tally, item: JsonObject): void {
  switch (item['type']) {
    case undefined:
    case 'message':
      tally.turn();
      readContent(tally, item['content']);
      return;
    case 'function_call':
    case 'custom_tool_call':
      tally.call();
      tally.text(item['name']);
      tally.text(item['arguments'] ?? item['input']);
      return;
    case 'function_call_output':
    case 'custom_tool_call_output':
      tally.turn();
      tally.call();
      readContent(tally, item['output']);
      return;
    case 'reasoning':
      readContent(tally, item['summary']);
      readContent(tally, item['content']);
      return;
    default:
      tally.json(item);
  }
}

/** Adds up the input of Responses. */
export function readInput(tally: Tally, input: unknown): void {
  if (typeof input === 'string') {
    tally.turn();
    tally.text(input);
    return;
  }
  for (const value of asList(input)) {
    const item = asObject(value);
    if (item !== undefined) readItem(tally, item);
  }
}
