import type { ChatRequest, Tool, Turn } from './chat-request.ts';
import type { MediaSource, Part } from './part.ts';
import {
  audioSecond,
  base64Bytes,
  callTokens,
  imageTokens,
  mediaTokens,
  page,
  type Rate,
  requestTokens,
  toolTeachingTokens,
  toolTokens,
  turnTokens,
  videoSecond,
} from './token-rates.ts';

/** What of a request is counted by its text, and an allowance for what cannot be. */
export type Countable = { readonly texts: readonly string[]; readonly allowanceTokens: number };

function of(texts: readonly (string | undefined)[], allowanceTokens = 0): Countable {
  return { texts: texts.flatMap((text) => (text === undefined || text === '' ? [] : [text])), allowanceTokens };
}

function json(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function sum(counted: readonly Countable[]): Countable {
  return {
    texts: counted.flatMap(({ texts }) => texts),
    allowanceTokens: counted.reduce((total, { allowanceTokens }) => total + allowanceTokens, 0),
  };
}

/** By the size, where the request has the bytes; else one unit. */
function measured(source: MediaSource, rate: Rate): Countable {
  return of([], mediaTokens(source.kind === 'base64' ? base64Bytes(source.data.length) : 0, rate));
}

function ofDocument(source: MediaSource): Countable {
  if (source.kind === 'text') return of([source.text]);
  return source.kind === 'parts' ? sum(source.parts.map(ofPart)) : measured(source, page);
}

function ofPart(part: Part): Countable {
  switch (part.kind) {
    case 'text':
    case 'refusal':
      return of([part.text]);
    case 'reasoning':
      return of(part.texts);
    case 'tool_call':
      return of([part.name, part.arguments], callTokens);
    case 'tool_result':
      return sum([of([], callTokens), ...part.parts.map(ofPart)]);
    case 'image':
      return of([], imageTokens);
    case 'document':
      return sum([of([part.filename, part.context]), ofDocument(part.source)]);
    case 'audio':
      return measured(part.source, audioSecond);
    case 'video':
      return measured(part.source, videoSecond);
    case 'server_tool':
    case 'native':
      return of([json(part.value)]);
  }
}

function ofTurn({ parts, name }: Turn): Countable {
  return sum([of([name], turnTokens), ...parts.map(ofPart)]);
}

function ofTool(tool: Tool): Countable {
  switch (tool.kind) {
    case 'function':
      return of([tool.name, tool.description, json(tool.parameters ?? tool.nativeParameters)], toolTokens);
    case 'custom':
      return of([tool.name, tool.description, json(tool.format)], toolTokens);
    case 'builtin':
      return of([json(tool.native)], toolTokens);
  }
}

/**
 * What a conversation's input tokens are estimated by: the texts of its turns, its tools with their schemas, the schema
 * of its answer, and allowances for the form of a chat and for media, by their size where it is known.
 */
export function countable({ turns, tools, output }: ChatRequest): Countable {
  const schema = output?.kind === 'schema' ? json(output.schema) : undefined;
  const taught = tools.length === 0 ? 0 : toolTeachingTokens;
  return sum([of([schema], requestTokens + taught), ...turns.map(ofTurn), ...tools.map(ofTool)]);
}
