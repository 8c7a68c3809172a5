import type { ChatRequest, Turn } from '@weir/protocol/canonical/chat-request';
import { argumentsOfInput } from '@weir/protocol/canonical/custom-tool';
import { fieldOf } from '@weir/protocol/canonical/features';
import type { Losses } from '@weir/protocol/canonical/losses';
import type { DocumentPart, ImagePart, Part, ToolCallPart, ToolResultPart } from '@weir/protocol/canonical/part';
import type { JsonObject } from '@weir/protocol/json-read';
import type { ChatOperation } from '@weir/protocol/operation';
import { defined } from '../shared/defined.ts';
import { documentText, toDocument } from './document.ts';

/** What the writers of one request share. */
export type Writing = {
  /** The request's. */
  readonly dialect: ChatOperation;
  readonly losses: Losses;
  /** True for models that think in blocks of their own. */
  readonly thinks: boolean;
  /** The texts to be cited, which stand beside the conversation. */
  readonly documents: JsonObject[];
};

type Blocks = readonly JsonObject[];

function imageUrl({ source }: ImagePart): string | undefined {
  if (source.kind === 'base64') return `data:${source.mediaType};base64,${source.data}`;
  return source.kind === 'url' ? source.url : undefined;
}

function imageBlock(part: ImagePart, { losses }: Writing): Blocks {
  const url = imageUrl(part);
  if (url !== undefined) return [{ type: 'image_url', image_url: defined({ url, detail: part.detail }) }];
  losses.cannot(part.source.kind === 'file' ? 'file_id' : 'image_base64');
  return [];
}

/** Documents go beside the conversation: https://docs.cohere.com/docs/retrieval-augmented-generation-rag. */
function setAside(part: DocumentPart, { documents, losses }: Writing): Blocks {
  const { kind } = part.source;
  const document = toDocument(part, `document-${documents.length}`);
  if (document !== undefined) documents.push(document);
  else losses.cannot(kind === 'file' ? 'file_id' : kind === 'url' ? 'document_url' : 'document_base64');
  return [];
}

/** What a person or the system says. */
function saidBlocks(part: Part, writing: Writing): Blocks {
  switch (part.kind) {
    case 'text':
    case 'refusal':
      return [{ type: 'text', text: part.text }];
    case 'image':
      return imageBlock(part, writing);
    case 'document':
      return setAside(part, writing);
    case 'audio':
      if (part.transcript !== undefined) return [{ type: 'text', text: part.transcript }];
      writing.losses.cannot('audio_input');
      return [];
    case 'video':
      writing.losses.cannot('video_input');
      return [];
    case 'reasoning':
      writing.losses.cannot('reasoning_replay');
      return [];
    case 'server_tool':
      // What came of it stands in the answer's text.
      writing.losses.drop(fieldOf('builtin_tools', writing.dialect));
      return [];
    case 'native':
      writing.losses.cannot('builtin_tools', part.type);
      return [];
    case 'tool_call':
    case 'tool_result':
      return [];
  }
}

function resultBlock(part: Part, writing: Writing): Blocks {
  if (part.kind === 'text') return [{ type: 'text', text: part.text }];
  const text = part.kind === 'document' ? documentText(part.source) : undefined;
  if (text !== undefined) return [{ type: 'text', text }];
  writing.losses.cannot('tool_result_media');
  return [];
}

/** A result of a tool; blank ones are refused, so an empty result says so. */
function toolMessage(part: ToolResultPart, writing: Writing): JsonObject {
  if (part.isError === true) writing.losses.cannot('tool_result_error');
  const blocks = part.parts.flatMap((inner) => resultBlock(inner, writing));
  const isBlank = blocks.every(({ text }) => typeof text === 'string' && text.trim() === '');
  const content = isBlank ? [{ type: 'text', text: '(no output)' }] : blocks;
  return { role: 'tool', tool_call_id: part.callId, content };
}

function toolCall({ id, name, arguments: text, custom }: ToolCallPart): JsonObject {
  const words = custom === true ? argumentsOfInput(text) : text;
  return { id, type: 'function', function: { name, arguments: words.trim() === '' ? '{}' : words } };
}

type Thought = { readonly blocks: Blocks; readonly plan?: string };

/**
 * Earlier reasoning: as blocks of models that think, else as the plan that stands before calls.
 * Source: https://docs.cohere.com/docs/reasoning and https://docs.cohere.com/docs/tool-use-overview.
 */
function thoughtIn(parts: readonly Part[], { losses, thinks }: Writing): Thought {
  const texts = parts.flatMap((part) => (part.kind === 'reasoning' ? [part.texts.join('\n\n')] : []));
  const said = texts.filter((text) => text.trim() !== '');
  if (said.length < texts.length) losses.cannot('reasoning_replay');
  if (thinks) return { blocks: said.map((thinking) => ({ type: 'thinking', thinking })) };
  if (said.length > 0 && parts.some(({ kind }) => kind === 'tool_call')) {
    return { blocks: [], plan: said.join('\n\n') };
  }
  if (said.length > 0) losses.cannot('reasoning_replay');
  return { blocks: [] };
}

function assistantMessage({ parts }: Turn, writing: Writing): readonly JsonObject[] {
  const thought = thoughtIn(parts, writing);
  const calls = parts.flatMap((part) => (part.kind === 'tool_call' ? [toolCall(part)] : []));
  const others = parts.filter(({ kind }) => kind !== 'tool_call' && kind !== 'reasoning');
  const said = others.flatMap((part) => saidBlocks(part, writing)).filter(({ text }) => text !== '');
  const content = [...thought.blocks, ...said];
  if (content.length === 0 && calls.length === 0) return [];
  return [
    defined({
      role: 'assistant',
      content: content.length === 0 ? undefined : content,
      tool_calls: calls.length === 0 ? undefined : calls,
      tool_plan: thought.plan,
    }),
  ];
}

/** Results of tools are messages of their own, before whatever else the turn says. */
function otherMessages(turn: Turn, writing: Writing): readonly JsonObject[] {
  const results = turn.parts.flatMap((part) => (part.kind === 'tool_result' ? [toolMessage(part, writing)] : []));
  const others = turn.parts.filter(({ kind }) => kind !== 'tool_result');
  const content = others.flatMap((part) => saidBlocks(part, writing));
  const role = turn.role === 'system' || turn.role === 'developer' ? 'system' : 'user';
  return content.length === 0 ? results : [...results, { role, content }];
}

/** The conversation as `messages`; its documents are put into `writing.documents`. */
export function encodeTurns({ turns }: ChatRequest, writing: Writing): readonly JsonObject[] {
  const { losses } = writing;
  return turns.flatMap((turn) => {
    if (turn.name !== undefined) losses.cannot('speaker_name');
    losses.foreign(turn.native);
    for (const part of turn.parts) {
      if (part.kind === 'native' || part.kind === 'server_tool') continue;
      losses.foreign(part.native);
      if (part.cache !== undefined) losses.cannot('prompt_cache');
    }
    return turn.role === 'assistant' ? assistantMessage(turn, writing) : otherMessages(turn, writing);
  });
}
