import type { Part, ReasoningPart, Signature } from '../../canonical/part.ts';
import { asObject, type JsonObject, listAt, textAt } from '../../json-read.ts';
import { originOfFormat } from './reasoning-format.ts';

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
  const value = textAt(detail, 'signature') ?? textAt(detail, 'data');
  return value === undefined ? undefined : { origin: originOfFormat(textAt(detail, 'format')), value };
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
    return last.index === next.index || next.signature.origin !== 'anthropic';
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

/** The parts of `reasoning_details`; a Gemini seal that names one of `callIds`, or the text, belongs there. */
const noIds: ReadonlySet<string> = new Set();

function partsOfDetails(message: JsonObject, callIds: ReadonlySet<string>): MessageReasoning {
  const details = listAt(message, 'reasoning_details');
  const hasText = textAt(message, 'content') !== undefined || listAt(message, 'content').length > 0;
  const parts: ReasoningPart[] = [];
  const seals = new Map<string, Signature>();
  let last: ReasoningDetail | undefined;
  for (const value of details) {
    const detail = readDetail(value);
    if (detail === undefined) continue;
    const { signature, text } = detail;
    // Gemini's seal that names nothing belongs to the first call, else to the text.
    const [first = hasText ? textSealId : undefined] = signature?.origin === 'gemini' ? callIds : noIds;
    const id = detail.id ?? (signature?.origin === 'gemini' ? first : undefined);
    if (id !== undefined && signature !== undefined && text === undefined && (callIds.has(id) || id === textSealId)) {
      seals.set(id, signature);
      continue;
    }
    const open = parts.at(-1);
    if (last !== undefined && open !== undefined && continues(last, detail, open.signature !== undefined)) {
      parts[parts.length - 1] = growPart(open, detail);
    } else if (text !== undefined || signature !== undefined) {
      parts.push(startPart(detail));
    }
    last = detail;
  }
  return { parts, seals };
}

/** The reasoning of a message under any of its names: `reasoning_details`, else (or for the text) the plain fields. */
export function parseReasoning(message: JsonObject, callIds: ReadonlySet<string>): MessageReasoning {
  const plain = textAt(message, 'reasoning_content') ?? textAt(message, 'reasoning');
  const read = partsOfDetails(message, callIds);
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
