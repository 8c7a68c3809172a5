import type { Part, Signature } from '../../canonical/part.ts';
import type { CarriedSignature } from '../../canonical/signature.ts';
import type { PartDelta, StreamEvent } from '../../canonical/stream-event.ts';
import { asObject, entryOf, type JsonObject, listAt, parseObject, textAt } from '../../json-read.ts';
import { isServerToolBlock, serverToolOf, withoutDirectCaller } from './block-kind.ts';
import { toAnnotation } from './citation.ts';
import { given, restOf } from './read-field.ts';
import { carriedByRedacted, carriedByThinking, sealedReasoning } from './sealed.ts';
import { fromWireName } from './wire-name.ts';

/** A block that is being read. What it holds of its text is what can only be told when it ends. */
export type OpenBlock = {
  /** The number of its part. */
  readonly part: number;
  readonly block: JsonObject;
  readonly kind: Part['kind'];
  /** Input of a server's tool, gathered: the block is told whole. */
  json: string;
  /** Something was told already. */
  told: boolean;
  signature: string;
};

const textKeys = new Set(['type', 'text', 'citations']);
const thinkingKeys = new Set(['type', 'thinking', 'signature']);
const callKeys = new Set(['type', 'id', 'name', 'input']);

type Opener = (block: JsonObject, signature: Signature | undefined) => Part;

/** The part that a block begins, empty where it will come as deltas. */
const openers: Readonly<Record<string, Opener>> = {
  text: (block, signature) => ({
    kind: 'text',
    text: '',
    ...given('signature', signature),
    ...given('native', restOf(block, textKeys)),
  }),
  thinking: (block) => ({ kind: 'reasoning', texts: [], ...given('native', restOf(block, thinkingKeys)) }),
  tool_use: (block, signature) => ({
    kind: 'tool_call',
    id: fromWireName(textAt(block, 'id') ?? ''),
    name: fromWireName(textAt(block, 'name') ?? ''),
    arguments: '',
    ...given('signature', signature),
    ...given('native', restOf(withoutDirectCaller(block), callKeys)),
  }),
};

/** The part that `block` begins, with a seal that came before it. */
export function openPart(block: JsonObject, signature: Signature | undefined): Part {
  const type = textAt(block, 'type') ?? '';
  const opener = entryOf(openers, type);
  if (opener !== undefined) return opener(block, signature);
  if (isServerToolBlock(type)) return { kind: 'server_tool', tool: serverToolOf(block), value: block };
  return { kind: 'native', type, value: block };
}

/** What a redacted block carries; undefined for any other block. */
export function sealOf(block: JsonObject, signer: string): CarriedSignature | undefined {
  if (block['type'] !== 'redacted_thinking') return undefined;
  return carriedByRedacted(textAt(block, 'data') ?? '', signer);
}

function textDeltas(kind: 'text' | 'reasoning', text: unknown): readonly PartDelta[] {
  return typeof text === 'string' && text !== '' ? [{ kind, text }] : [];
}

/** What a block says beyond its beginning where it comes with content, as in a whole message. */
export function deltasOf(block: JsonObject, open: OpenBlock): readonly PartDelta[] {
  if (open.kind === 'text') {
    const citations = listAt(block, 'citations').flatMap((citation) => citationDelta(citation));
    return [...textDeltas('text', block['text']), ...citations];
  }
  if (open.kind !== 'reasoning') return [];
  open.signature = textAt(block, 'signature') ?? '';
  return textDeltas('reasoning', block['thinking']);
}

function citationDelta(value: unknown): readonly PartDelta[] {
  const citation = asObject(value);
  return citation === undefined ? [] : [{ kind: 'annotation', annotation: toAnnotation(citation) }];
}

type DeltaReader = (delta: JsonObject, open: OpenBlock) => readonly PartDelta[];

const deltaReaders: Readonly<Record<string, DeltaReader>> = {
  text_delta: (delta) => textDeltas('text', delta['text']),
  thinking_delta: (delta) => textDeltas('reasoning', delta['thinking']),
  signature_delta: (delta, open) => {
    open.signature += textAt(delta, 'signature') ?? '';
    return [];
  },
  citations_delta: (delta) => citationDelta(delta['citation']),
  input_json_delta: (delta, open) => {
    const text = textAt(delta, 'partial_json');
    if (text === undefined) return [];
    if (open.kind === 'tool_call') return [{ kind: 'arguments', text }];
    open.json += text;
    return [];
  },
  compaction_delta: (delta, open) => [
    { kind: 'native', value: { ...open.block, ...restOf(delta, new Set(['type'])) } },
  ],
};

/** What a delta adds to its part. Deltas of a kind that is not known add nothing. */
export function readDelta(delta: JsonObject, open: OpenBlock): readonly PartDelta[] {
  const deltas = entryOf(deltaReaders, textAt(delta, 'type') ?? '')?.(delta, open) ?? [];
  if (deltas.length > 0) open.told = true;
  return deltas;
}

/** Input that came with the block, or none at all: `{}`. */
function inputDelta({ block, told }: OpenBlock): readonly PartDelta[] {
  return told ? [] : [{ kind: 'arguments', text: JSON.stringify(asObject(block['input']) ?? {}) }];
}

function valueDelta({ block, json }: OpenBlock): readonly PartDelta[] {
  if (json === '') return [];
  return [{ kind: 'native', value: { ...block, input: parseObject(json) ?? json } }];
}

function signatureDeltas({ signature, told }: OpenBlock, signer: string): readonly PartDelta[] {
  const seal = carriedByThinking(signature, signer);
  // A text that is withheld is an empty one: without any, the seal would be taken for a redacted block's.
  const text: readonly PartDelta[] = told ? [] : [{ kind: 'reasoning', text: '' }];
  return seal === undefined ? text : [...text, { kind: 'signature', signature: seal }];
}

/** What can be told of a block only when it ends. */
export function closingDeltas(open: OpenBlock, signer: string): readonly PartDelta[] {
  switch (open.kind) {
    case 'tool_call':
      return inputDelta(open);
    case 'reasoning':
      return signatureDeltas(open, signer);
    case 'server_tool':
      return valueDelta(open);
    default:
      return [];
  }
}

/** A redacted block as a part of its own, complete. */
export function sealedEvents(seal: CarriedSignature, index: number): readonly StreamEvent[] {
  return [
    { type: 'open', choice: 0, index, part: sealedReasoning(seal.signature) },
    { type: 'close', choice: 0, index },
  ];
}
