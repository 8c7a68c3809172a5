import type { ChatRequest, Tool, Turn } from '@weir/protocol/canonical/chat-request';
import type { Part } from '@weir/protocol/canonical/part';
import type { Json } from '../stated/json.ts';

/** Roles by who speaks: results of tools come from the client's side in every dialect. */
const speakers = { system: 'system', developer: 'system', user: 'user', tool: 'user', assistant: 'assistant' } as const;

function partMeaning(part: Part): Json {
  switch (part.kind) {
    case 'text':
      return { kind: 'text', text: part.text, cache: part.cache };
    case 'tool_call':
      return { kind: 'tool_call', name: part.name, arguments: part.arguments };
    case 'tool_result':
      return { kind: 'tool_result', parts: part.parts.map(partMeaning), isError: part.isError };
    case 'image':
    case 'document':
    case 'audio':
    case 'video':
      return { kind: part.kind, source: part.source };
    case 'native':
    case 'server_tool':
    case 'refusal':
    case 'reasoning':
      return { kind: part.kind };
  }
}

/** What the assistant said is each vendor's own reply, so only that it spoke counts. */
function turnMeaning({ role, parts }: Turn): Json[] {
  const speaker = speakers[role];
  if (speaker === 'assistant') return [{ speaker }];
  return parts.map((part) => ({ speaker, ...partMeaning(part) }));
}

function toolMeaning(tool: Tool): Json {
  switch (tool.kind) {
    case 'function':
      return { name: tool.name, description: tool.description, parameters: tool.parameters, strict: tool.strict };
    case 'custom':
      return { custom: tool.name, description: tool.description };
    case 'builtin':
      return { builtin: tool.tool, search: tool.search };
  }
}

function withoutRepeats(turns: Json[]): Json[] {
  return turns.filter((turn, at) => turn.speaker !== 'assistant' || turns[at - 1]?.speaker !== 'assistant');
}

/** What a request asks for, without what a dialect says in its own way only. */
function meaningOf(request: ChatRequest): Json {
  const { dialect, model, streaming, turns, tools, native, reasoning, ...rest } = request;
  const { mode, effort, budgetTokens, shown } = reasoning ?? {};
  return {
    ...rest,
    reasoning: { mode, effort, budgetTokens, shown },
    turns: withoutRepeats(turns.flatMap(turnMeaning)),
    tools: tools.map(toolMeaning),
  };
}

function leaves(value: Json, path: string, into: Map<string, string>): void {
  if (value === undefined || value === null) return;
  if (typeof value !== 'object') into.set(path, JSON.stringify(value));
  else for (const [key, one] of Object.entries(value)) leaves(one, path === '' ? key : `${path}.${key}`, into);
}

/** Where two requests mean something else, and whether the first says there what `source` says. */
export type Unlike = { readonly path: string; readonly asSource: boolean };

function flat(request: ChatRequest): Map<string, string> {
  const into = new Map<string, string>();
  leaves(meaningOf(request), '', into);
  return into;
}

/** The paths at which a translated request means something else than the hand-written one. */
export function unlike(ours: ChatRequest, theirs: ChatRequest, source: ChatRequest): Unlike[] {
  const [one, other, origin] = [flat(ours), flat(theirs), flat(source)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((path) => one.get(path) !== other.get(path))
    .map((path) => ({ path, asSource: one.get(path) === origin.get(path) }));
}
