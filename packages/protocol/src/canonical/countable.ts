import type { ChatRequest, Tool, Turn } from './chat-request.ts';
import type { MediaSource, Part } from './part.ts';

/** What of a request is counted by its text, and an allowance for what cannot be. */
export type Countable = { readonly texts: readonly string[]; readonly allowanceTokens: number };

/** What the form of a chat adds to a turn, a call, a tool and the request: OpenAI's cookbook on counting tokens. */
const turnTokens = 4;
const callTokens = 4;
const toolTokens = 8;
const requestTokens = 3;
/** What models are told of how to call tools, once: 50 to 400 tokens in recorded answers, by vendor; OpenAI's none. */
const toolTeachingTokens = 100;

/** An image of about a megapixel: between OpenAI's 765 and Anthropic's 1,600. */
const imageTokens = 1_100;

/** How many tokens a unit of a medium has, and how many bytes the unit is taken to be. */
type Rate = { readonly tokens: number; readonly bytes: number };

/** A page has 1,500 to 3,000 tokens at Anthropic, 258 at Google. */
const page: Rate = { tokens: 1_500, bytes: 50_000 };
/** Seconds, by https://ai.google.dev/gemini-api/docs/tokens. */
const audioSecond: Rate = { tokens: 32, bytes: 16_000 };
const videoSecond: Rate = { tokens: 263, bytes: 250_000 };

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
function measured(source: MediaSource, { tokens, bytes }: Rate): Countable {
  const size = source.kind === 'base64' ? Math.floor((source.data.length * 3) / 4) : 0;
  return of([], Math.max(1, Math.ceil(size / bytes)) * tokens);
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
