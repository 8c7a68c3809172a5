import type { Annotation, Part, ReasoningPart, Signature, ToolCallPart } from '@weir/protocol/canonical/part';
import { redactedOrigin } from '@weir/protocol/dialects/messages/sealed';
import { asObject, type JsonObject, listAt, nameAt, objectAt, textAt } from '@weir/protocol/json-read';
import { toAnnotation } from './citation.ts';

/** How the seals and names of an answer are read. */
export type Reading = {
  readonly signer?: string | undefined;
  /** The client's names of tools that are called otherwise upstream. */
  readonly renamed: ReadonlyMap<string, string>;
};

/** A vendor's own seal; where nobody's format is known, Bedrock's. */
export function sealed(value: string, { signer = 'bedrock' }: Reading): Signature {
  return { origin: signer, value };
}

/** A call of one of the client's tools, without its arguments; undefined for those that Amazon runs itself. */
export function toolCallIn(block: JsonObject, { renamed }: Reading): ToolCallPart | undefined {
  const call = objectAt(block, 'toolUse');
  if (call === undefined || call['type'] === 'server_tool_use') return undefined;
  const name = textAt(call, 'name') ?? '';
  return {
    kind: 'tool_call',
    id: textAt(call, 'toolUseId') ?? '',
    name: renamed.get(name) ?? name,
    arguments: '',
  };
}

/** Thinking that only its vendor can read. Blobs are base64 in JSON; inside is what the vendor itself calls `data`. */
export function redacted(blobs: readonly string[], { signer = 'bedrock' }: Reading): ReasoningPart {
  const data = Buffer.concat(blobs.map((blob) => Buffer.from(blob, 'base64'))).toString();
  return { kind: 'reasoning', texts: [], signature: { origin: redactedOrigin(signer), value: data } };
}

function reasoningIn(content: JsonObject, reading: Reading): ReasoningPart {
  const blob = textAt(content, 'redactedContent');
  if (blob !== undefined) return redacted([blob], reading);
  const said = objectAt(content, 'reasoningText');
  const text = textAt(said, 'text');
  const signature = textAt(said, 'signature');
  return {
    kind: 'reasoning',
    texts: text === undefined ? [] : [text],
    ...(signature === undefined ? {} : { signature: sealed(signature, reading) }),
  };
}

function citedIn(content: JsonObject): Part {
  const texts = listAt(content, 'content').flatMap((entry) => textAt(asObject(entry), 'text') ?? []);
  const annotations = listAt(content, 'citations').flatMap((entry): Annotation | [] => {
    return toAnnotation(asObject(entry) ?? {}) ?? [];
  });
  return { kind: 'text', text: texts.join(''), ...(annotations.length === 0 ? {} : { annotations }) };
}

/** A picture, a step of a tool that Amazon runs, or a block of a kind that is not known. */
export function otherPart(block: JsonObject): Part {
  const image = objectAt(block, 'image');
  const data = textAt(objectAt(image, 'source'), 'bytes');
  if (data !== undefined) {
    const mediaType = `image/${textAt(image, 'format') ?? 'png'}`;
    return { kind: 'image', source: { kind: 'base64', data, mediaType } };
  }
  const step = objectAt(block, 'toolUse') ?? objectAt(block, 'toolResult');
  if (step === undefined) return { kind: 'native', type: Object.keys(block)[0] ?? 'unknown', value: block };
  return { kind: 'server_tool', tool: nameAt(step, 'name') ?? nameAt(step, 'type') ?? 'unknown', value: block };
}

/** A content block of a whole answer. Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html. */
export function readBlock(block: JsonObject, reading: Reading): Part {
  const { text } = block;
  if (typeof text === 'string') return { kind: 'text', text };
  const call = toolCallIn(block, reading);
  if (call !== undefined) return { ...call, arguments: JSON.stringify(objectAt(block, 'toolUse')?.['input'] ?? {}) };
  const reasoning = objectAt(block, 'reasoningContent');
  if (reasoning !== undefined) return reasoningIn(reasoning, reading);
  const cited = objectAt(block, 'citationsContent');
  return cited === undefined ? otherPart(block) : citedIn(cited);
}
