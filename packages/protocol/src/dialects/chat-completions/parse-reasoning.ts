import type { Part, ReasoningPart, Signature } from '../../canonical/part.ts';
import { asObject, type JsonObject, listAt, textAt } from '../../json-read.ts';
import { originOfData, originOfFormat, sealsBlock, sealsPart } from './reasoning-format.ts';

/** One entry of OpenRouter's `reasoning_details`. */
export type ReasoningDetail = {
  readonly text?: string;
  readonly summarized: boolean;
  readonly signature?: Signature;
  /** Of the item or tool call that it belongs to. */
  readonly id?: string;
  readonly index?: string;
};

function sealOf(detail: JsonObject): Signature | undefined {
  const format = textAt(detail, 'format');
  const signature = textAt(detail, 'signature');
  if (signature !== undefined) return { origin: originOfFormat(format), value: signature };
  const data = textAt(detail, 'data');
  return data === undefined ? undefined : { origin: originOfData(format), value: data };
}

/** Reads one entry; undefined for what is none. */
export function readDetail(value: unknown): ReasoningDetail | undefined {
  const detail = asObject(value);
  if (detail === undefined) return undefined;
  const text = textAt(detail, 'text') ?? textAt(detail, 'summary');
  const signature = sealOf(detail);
  const id = textAt(detail, 'id');
  const index = detail['index'];
  return {
    summarized: detail['type'] === 'reasoning.summary',
    ...(text === undefined ? {} : { text }),
    ...(signature === undefined ? {} : { signature }),
    ...(id === undefined ? {} : { id }),
    ...(typeof index === 'number' || typeof index === 'string' ? { index: String(index) } : {}),
  };
}

/** Where the seals of parts without a place of their own say that they belong. */
export const textSealId = 'text';

/** True where `next` says more of the part that `last` is of: the same item, the same block, or the seal of its summary. */
export function continues(last: ReasoningDetail, next: ReasoningDetail, isSealed: boolean): boolean {
  if (last.id !== undefined && next.id !== undefined) return last.id === next.id;
  if (next.text === undefined && next.signature !== undefined && !isSealed) {
    return last.index === next.index || !sealsBlock(next.signature);
  }
  return last.index === next.index && !isSealed;
}

/** What reasoning an assistant's message holds, and the seals for others of its parts by id. */
export type MessageReasoning = {
  readonly parts: readonly ReasoningPart[];
  readonly seals: ReadonlyMap<string, Signature>;
};

function startPart(detail: ReasoningDetail): ReasoningPart {
  return {
    kind: 'reasoning',
    texts: detail.text === undefined ? [] : [detail.text],
    ...(detail.summarized ? { summarized: true } : {}),
    ...(detail.signature === undefined ? {} : { signature: detail.signature }),
    ...(detail.id === undefined ? {} : { itemId: detail.id }),
  };
}

function growPart(part: ReasoningPart, detail: ReasoningDetail): ReasoningPart {
  const texts = detail.text === undefined ? part.texts : [(part.texts[0] ?? '') + detail.text];
  return {
    ...part,
    texts,
    ...(detail.summarized ? { summarized: true } : {}),
    ...(detail.signature === undefined ? {} : { signature: detail.signature }),
    ...(part.itemId === undefined && detail.id !== undefined ? { itemId: detail.id } : {}),
  };
}

type Where = { readonly callIds: ReadonlySet<string>; readonly hasText: boolean };

/** The id of the call, or of the text, that a seal is for; undefined for one of reasoning. */
function ownerOf({ id, signature, text }: ReasoningDetail, { callIds, hasText }: Where): string | undefined {
  if (signature === undefined || text !== undefined) return undefined;
  if (id !== undefined) return callIds.has(id) || id === textSealId ? id : undefined;
  if (!sealsPart(signature)) return undefined;
  const [first] = callIds;
  return first ?? (hasText ? textSealId : undefined);
}

/** The parts of `reasoning_details`; seals of calls and of the text are kept apart. */
function partsOfDetails(details: readonly unknown[], where: Where): MessageReasoning {
  const parts: ReasoningPart[] = [];
  const seals = new Map<string, Signature>();
  let last: ReasoningDetail | undefined;
  for (const value of details) {
    const detail = readDetail(value);
    if (detail === undefined) continue;
    const owner = ownerOf(detail, where);
    if (owner !== undefined && detail.signature !== undefined) {
      seals.set(owner, detail.signature);
      continue;
    }
    const open = parts.at(-1);
    if (last !== undefined && open !== undefined && continues(last, detail, open.signature !== undefined)) {
      parts[parts.length - 1] = growPart(open, detail);
    } else if (detail.text !== undefined || detail.signature !== undefined) {
      parts.push(startPart(detail));
    }
    last = detail;
  }
  return { parts, seals };
}

/** The reasoning of a message under any of its names: `reasoning_details`, else (or for the text) the plain fields. */
export function parseReasoning(message: JsonObject, callIds: ReadonlySet<string>): MessageReasoning {
  const plain = textAt(message, 'reasoning_content') ?? textAt(message, 'reasoning');
  const said = textAt(message, 'content') !== undefined || listAt(message, 'content').length > 0;
  const read = partsOfDetails(listAt(message, 'reasoning_details'), { callIds, hasText: said });
  const hasText = read.parts.some(({ texts }) => texts.length > 0);
  if (plain === undefined || hasText) return read;
  const [first, ...rest] = read.parts;
  const part: ReasoningPart = { ...(first ?? { kind: 'reasoning' }), texts: [plain] };
  return { parts: [part, ...rest], seals: read.seals };
}

/** `parts` with the seals that were kept for them. */
export function withSeals(parts: readonly Part[], seals: ReadonlyMap<string, Signature>): readonly Part[] {
  if (seals.size === 0) return parts;
  const ofText = seals.get(textSealId);
  const first = parts.findIndex(({ kind }) => kind === 'text');
  return parts.map((part, index) => {
    const own = part.kind === 'tool_call' ? seals.get(part.id) : undefined;
    if (part.kind === 'tool_call' && own !== undefined) return { ...part, signature: own };
    return part.kind === 'text' && index === first && ofText !== undefined ? { ...part, signature: ofText } : part;
  });
}
