import type { ChatRequest, Turn } from '@weir/protocol/canonical/chat-request';
import { fieldOf } from '@weir/protocol/canonical/features';
import type { Part, ReasoningPart, ToolCallPart, ToolResultPart } from '@weir/protocol/canonical/part';
import { inputOf } from '@weir/protocol/dialects/messages/encode-part';
import { isRedacted, vendorOf } from '@weir/protocol/dialects/messages/sealed';
import type { JsonObject } from '@weir/protocol/json-read';
import { defined } from '../shared/defined.ts';
import { type MediaPart, mediaBlock } from './encode-media.ts';
import { toToolName, toToolUseId } from './names.ts';
import { cachePoint, type Writing } from './writing.ts';

type Blocks = readonly JsonObject[];

/** Blank texts are refused ("The text field in the ContentBlock object is blank"), and say nothing. */
function textBlock(text: string): Blocks {
  return text.trim() === '' ? [] : [{ text }];
}

/** Seals of others are left out; Claude takes no reasoning without its own seal. */
function reasoningBlock({ texts, signature }: ReasoningPart, { family, losses }: Writing): Blocks {
  if (signature === undefined || vendorOf(signature) !== family.signer) {
    losses.cannot('reasoning_replay');
    return [];
  }
  const { value } = signature;
  // A blob of JSON: the base64 of what the vendor itself calls `data`.
  if (isRedacted(signature)) return [{ reasoningContent: { redactedContent: Buffer.from(value).toString('base64') } }];
  return [{ reasoningContent: { reasoningText: { text: texts.join('\n\n'), signature: value } } }];
}

function toolUseBlock(part: ToolCallPart, { family }: Writing): Blocks {
  const toolUseId = toToolUseId(part.id, family.shortIds);
  return [{ toolUse: { toolUseId, name: toToolName(part.name), input: inputOf(part) } }];
}

function resultContent(part: Part, writing: Writing): Blocks {
  if (part.kind === 'text') return [{ text: part.text }];
  if (part.kind === 'image' || part.kind === 'document' || part.kind === 'video') {
    return mediaBlocks(part, writing);
  }
  writing.losses.cannot('tool_result_media');
  return [];
}

function toolResultBlock(part: ToolResultPart, writing: Writing): Blocks {
  const failed = part.isError === true && writing.losses.can('tool_result_error');
  const content = part.parts.flatMap((inner) => resultContent(inner, writing));
  return [
    {
      toolResult: defined({
        toolUseId: toToolUseId(part.callId, writing.family.shortIds),
        content,
        status: failed ? 'error' : undefined,
      }),
    },
  ];
}

function mediaBlocks(part: MediaPart, writing: Writing): Blocks {
  const block = mediaBlock(part, writing);
  return block === undefined ? [] : [block];
}

function blocksOf(part: Part, writing: Writing): Blocks {
  switch (part.kind) {
    case 'text':
    case 'refusal':
      return textBlock(part.text);
    case 'reasoning':
      return reasoningBlock(part, writing);
    case 'tool_call':
      return toolUseBlock(part, writing);
    case 'tool_result':
      return toolResultBlock(part, writing);
    case 'audio':
      if (part.transcript !== undefined) return textBlock(part.transcript);
      return mediaBlocks(part, writing);
    case 'image':
    case 'document':
    case 'video':
      return mediaBlocks(part, writing);
    case 'server_tool':
      // What came of it stands in the answer's text.
      writing.losses.drop(fieldOf('builtin_tools', writing.dialect));
      return [];
    case 'native':
      writing.losses.cannot('builtin_tools', part.type);
      return [];
  }
}

/** A part and what it carries besides; the marks of parts that came to nothing go with them. */
function contentOf(part: Part, writing: Writing): Blocks {
  if (part.kind !== 'native' && part.kind !== 'server_tool') writing.losses.foreign(part.native);
  const blocks = blocksOf(part, writing);
  const mark = 'cache' in part ? part.cache : undefined;
  return blocks.length === 0 ? blocks : [...blocks, ...cachePoint(mark, writing)];
}

function systemBlocks(turns: readonly Turn[], writing: Writing): Blocks {
  return turns.flatMap(({ parts }) => parts.flatMap((part) => contentOf(part, writing)));
}

type Message = { readonly role: 'user' | 'assistant'; readonly content: readonly JsonObject[] };

/** Roles must alternate, so turns of one side in a row become one message: results of tools are the user's. */
function messagesOf(turns: readonly Turn[], writing: Writing): readonly Message[] {
  const messages: Message[] = [];
  for (const turn of turns) {
    if (turn.name !== undefined) writing.losses.cannot('speaker_name');
    writing.losses.foreign(turn.native);
    const role = turn.role === 'assistant' ? 'assistant' : 'user';
    const content = turn.parts.flatMap((part) => contentOf(part, writing));
    const last = messages.at(-1);
    if (content.length === 0) continue;
    if (last?.role === role) messages[messages.length - 1] = { role, content: [...last.content, ...content] };
    else messages.push({ role, content });
  }
  return messages;
}

function isSystem({ role }: Turn): boolean {
  return role === 'system' || role === 'developer';
}

/** The conversation as `system` and `messages`. Converse has its system prompt in front alone. */
export function encodeTurns({ turns, cache }: ChatRequest, writing: Writing): JsonObject {
  const firstSaid = turns.findIndex((turn) => !isSystem(turn));
  if (firstSaid !== -1 && turns.slice(firstSaid).some(isSystem)) writing.losses.cannot('system_position');
  const system = systemBlocks(turns.filter(isSystem), writing);
  const messages = messagesOf(
    turns.filter((turn) => !isSystem(turn)),
    writing,
  );
  const last = messages.at(-1);
  const marked =
    last === undefined || cache === undefined || last.content.at(-1)?.['cachePoint'] !== undefined
      ? messages
      : [...messages.slice(0, -1), { ...last, content: [...last.content, ...cachePoint(cache, writing)] }];
  return defined({ system: system.length === 0 ? undefined : system, messages: marked });
}
