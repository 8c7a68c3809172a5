import type { Turn } from '../../canonical/chat-request.ts';
import { fieldOf } from '../../canonical/features.ts';
import { defined, withoutKnown } from '../../canonical/fields.ts';
import type { Losses } from '../../canonical/losses.ts';
import type { Part, ReasoningPart, ServerToolPart, ToolResultPart } from '../../canonical/part.ts';
import { type JsonObject, parseObject, textAt } from '../../json-read.ts';
import type { ChatOperation } from '../../operation.ts';
import { type ContentContext, inputContent, noteLosses } from './encode-content.ts';
import { madeReasoning } from './made-reasoning.ts';
import { groupParts, type ItemWriting, itemsOf } from './output-items.ts';
import { sentId } from './parse-items.ts';

/** Whom `input` is written for. `losses` is undefined where nothing is lost: for the state of an answer. */
export type InputWriting = ItemWriting & {
  /** The dialect that the conversation was held in, for the names of its fields. */
  readonly dialect: ChatOperation;
  readonly losses: Losses | undefined;
  /** Whose sealed reasoning is understood; without one plain reasoning is taken. */
  readonly signer: string | undefined;
  /** Ids of calls of free-text tools, whose results have a type of their own. */
  readonly customCalls: ReadonlySet<string>;
};

/** Ids of the calls of free-text tools in a conversation. */
export function customCallsOf(turns: readonly Turn[]): ReadonlySet<string> {
  const calls = turns.flatMap((turn) => turn.parts).filter((part) => part.kind === 'tool_call' && part.custom === true);
  return new Set(calls.map((part) => (part.kind === 'tool_call' ? part.id : '')));
}

function messageOf(turn: Turn, parts: readonly Part[], context: ContentContext): JsonObject {
  if (turn.name !== undefined) context.losses?.cannot('speaker_name');
  if (!context.own) context.losses?.foreign(turn.native);
  const role = turn.role === 'tool' ? 'user' : turn.role;
  const [first] = parts;
  const id = context.own && first?.kind === 'text' ? sentId(first.itemId) : undefined;
  return {
    ...(context.own ? turn.native : {}),
    type: 'message',
    ...defined({ id }),
    role,
    content: inputContent(parts, context),
  };
}

const resultKeys = new Set(['status']);

/** What a search found is a list of tools again. */
function searchOutput(part: ToolResultPart): JsonObject {
  const [text] = part.parts;
  const tools = parseObject(`{"tools":${text?.kind === 'text' ? text.text : '[]'}}`)?.['tools'];
  const status = textAt(part.native, 'status') ?? 'completed';
  return {
    ...withoutKnown(part.native ?? {}, resultKeys),
    type: 'tool_search_output',
    ...defined({ id: sentId(part.itemId) }),
    call_id: part.callId,
    execution: 'client',
    status,
    tools: tools ?? [],
  };
}

function resultItem(part: ToolResultPart, writing: InputWriting): JsonObject {
  if (writing.own && part.clientType === 'tool_search') return searchOutput(part);
  const { losses, own } = writing;
  const custom = writing.takesCustom && (part.custom === true || writing.customCalls.has(part.callId));
  if (part.isError === true) losses?.cannot('tool_result_error');
  const hasMedia = part.parts.some((one) => one.kind !== 'text' && one.kind !== 'native');
  if (hasMedia) losses?.can('tool_result_media');
  if (!own) losses?.foreign(part.native);
  return {
    ...(own ? withoutKnown(part.native ?? {}, resultKeys) : {}),
    type: custom ? 'custom_tool_call_output' : 'function_call_output',
    ...defined({ id: sentId(part.itemId), status: own ? textAt(part.native, 'status') : undefined }),
    call_id: part.callId,
    ...(own ? defined({ name: part.name }) : {}),
    output: inputContent(part.parts, writing),
  };
}

/** What the client says: results are items of their own, and what is native stands alone where it is an item. */
function inputTurn(turn: Turn, writing: InputWriting): readonly JsonObject[] {
  const items: JsonObject[] = [];
  let said: Part[] = [];
  const flush = () => {
    if (said.length > 0) items.push(messageOf(turn, said, writing));
    said = [];
  };
  for (const part of turn.parts) {
    if (part.kind === 'tool_result') {
      flush();
      items.push(resultItem(part, writing));
    } else if (part.kind === 'native' && turn.role === 'tool') {
      if (!writing.own) writing.losses?.cannot('builtin_tools');
      flush();
      items.push(part.value);
    } else said.push(part);
  }
  flush();
  if (items.length === 0 && turn.role !== 'tool') items.push(messageOf(turn, [], writing));
  return items;
}

/** Whose seal each reasoning item has: it stands on the last of the item's parts. */
type Seals = ReadonlyMap<string | undefined, string>;

function sealsOf(parts: readonly Part[]): Seals {
  const seals = new Map<string | undefined, string>();
  for (const part of parts) {
    if (part.kind !== 'reasoning' || part.signature === undefined || part.itemId === undefined) continue;
    seals.set(part.itemId, part.signature.origin);
  }
  return seals;
}

/**
 * Reasoning that the target would not understand is left out, and said so. What the client wrote without a seal is kept
 * by the vendor under its id, unless the id is one of ours; another vendor's is nothing that this one has ever seen.
 */
function isUnderstood(part: ReasoningPart, seals: Seals, { own, signer, losses }: InputWriting): boolean {
  if (losses === undefined) return true;
  const origin = part.signature?.origin ?? seals.get(part.itemId);
  const isKept = own && origin === undefined && part.itemId?.startsWith(madeReasoning) !== true;
  const isPlain = signer === undefined && part.texts.length > 0;
  if (isKept || isPlain || (origin !== undefined && origin === signer)) return true;
  losses.cannot('reasoning_replay');
  return false;
}

/** A step that is over: the model's own words tell what came of it, so the conversation goes on without it. */
function noteStep({ tool }: ServerToolPart, losses: Losses, dialect: ChatOperation): void {
  const feature = tool === 'web_search' ? tool : tool.endsWith('code_execution') ? 'code_execution' : 'builtin_tools';
  losses.drop(fieldOf(feature, dialect));
}

/** False for a part of the assistant's that stays behind. */
function travels(part: Part, writing: InputWriting): boolean {
  const { losses, own } = writing;
  if (losses === undefined || own) return true;
  switch (part.kind) {
    case 'server_tool':
      noteStep(part, losses, writing.dialect);
      return false;
    case 'native':
      losses.cannot('builtin_tools');
      return false;
    case 'audio':
    case 'video':
    case 'document':
      losses.cannot('audio_input');
      return false;
    default:
      return true;
  }
}

/** A picture that another API's model made is one that the client shows. */
function withoutForeignPictures(parts: readonly Part[], own: boolean): { kept: Part[]; pictures: Part[] } {
  const isForeign = (part: Part) => part.kind === 'image' && !own;
  return { kept: parts.filter((part) => !isForeign(part)), pictures: parts.filter(isForeign) };
}

function assistantTurn(turn: Turn, writing: InputWriting): readonly JsonObject[] {
  const { own, losses } = writing;
  if (!own) losses?.foreign(turn.native);
  if (turn.name !== undefined) losses?.cannot('speaker_name');
  const { kept, pictures } = withoutForeignPictures(turn.parts, own);
  const seals = sealsOf(kept);
  const parts = kept.filter((part) =>
    part.kind === 'reasoning' ? isUnderstood(part, seals, writing) : travels(part, writing),
  );
  noteLosses(parts, writing);
  const items = groupParts(parts).flatMap((group) => itemsOf(group, writing));
  const results = parts.filter((part) => part.kind === 'tool_result').map((part) => resultItem(part, writing));
  const shown = pictures.length === 0 ? [] : [messageOf({ role: 'user', parts: pictures }, pictures, writing)];
  return [...items, ...results, ...shown];
}

/** The `input` items of a conversation. */
export function encodeItems(turns: readonly Turn[], writing: InputWriting): readonly JsonObject[] {
  return turns.flatMap((turn) => (turn.role === 'assistant' ? assistantTurn(turn, writing) : inputTurn(turn, writing)));
}
