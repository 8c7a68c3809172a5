import type { ChatAnswer } from '../../canonical/chat-answer.ts';
import { openaiTier } from '../../canonical/openai-tier.ts';
import type { Annotation, Part, ReasoningPart } from '../../canonical/part.ts';
import { asObject, type JsonObject } from '../../json-read.ts';

/*
 * What is one thing in several spellings, for tests: a text is a list of one text; null is absent; the names of the
 * length limit and the seed; a mark on a message is one on its last part; the two names of plain reasoning; a stream
 * asks for its usage.
 */

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  const object = asObject(value);
  if (object === undefined) return value;
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, inner]) =>
      inner === null || inner === undefined ? [] : [[key, withoutNulls(inner)]],
    ),
  );
}

function renamed(object: JsonObject, from: string, to: string): JsonObject {
  const { [from]: value, ...rest } = object;
  return value === undefined ? rest : { [to]: value, ...rest };
}

function normalPart(value: unknown): unknown {
  const part = asObject(value);
  if (part === undefined) return value;
  if (typeof part['image_url'] === 'string') return { ...part, image_url: { url: part['image_url'] } };
  if (typeof part['document_url'] === 'string') {
    const { document_url, document_name, type, ...rest } = part;
    return withoutNulls({ ...rest, type: 'file', file: { file_data: document_url, filename: document_name } });
  }
  if (typeof part['input_audio'] === 'string') {
    return { ...part, input_audio: { data: part['input_audio'], format: 'mp3' } };
  }
  return part;
}

function normalContent(content: unknown): readonly unknown[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return Array.isArray(content) ? content.map(normalPart) : [];
}

function normalMessage(message: JsonObject): JsonObject {
  const { cache_control, content, tool_calls, reasoning, reasoning_content, reasoning_details, annotations, ...rest } =
    message;
  const parts = normalContent(content);
  const calls = Array.isArray(tool_calls)
    ? tool_calls.map((call) => {
        const { index, ...kept } = asObject(call) ?? {};
        return { type: 'function', ...kept };
      })
    : [];
  const last = asObject(parts.at(-1));
  const marked =
    cache_control !== undefined && last !== undefined ? [...parts.slice(0, -1), { ...last, cache_control }] : parts;
  return {
    ...rest,
    content: marked,
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    reasoning: reasoning ?? reasoning_content,
  };
}

function normalTool(tool: unknown): unknown {
  return { type: 'function', ...asObject(tool) };
}

function normalChoice(choice: unknown): unknown {
  if (choice === 'any') return 'required';
  const object = asObject(choice);
  if (object?.['type'] === 'tool') return { type: 'function', function: { name: object['name'] } };
  return object?.['function'] === undefined ? choice : { type: 'function', ...object };
}

/** A request in one spelling. */
export function normalRequest(body: JsonObject): JsonObject {
  let normal = asObject(withoutNulls(body)) ?? {};
  normal = renamed(renamed(normal, 'max_tokens', 'max_completion_tokens'), 'random_seed', 'seed');
  const { stream, stream_options, messages, stop, tools, tool_choice, ...rest } = normal;
  return {
    ...rest,
    ...(Array.isArray(tools) && tools.length > 0 ? { tools: tools.map(normalTool) } : {}),
    ...(tool_choice === undefined ? {} : { tool_choice: normalChoice(tool_choice) }),
    ...(stream === true ? { stream: true, stream_options: { ...asObject(stream_options), include_usage: true } } : {}),
    ...(stop === undefined ? {} : { stop: [stop].flat() }),
    messages: Array.isArray(messages) ? messages.map((message) => normalMessage(asObject(message) ?? {})) : messages,
  };
}

/** The fields of a message in the order in which they are read. */
const order: readonly Part['kind'][] = ['reasoning', 'text', 'refusal', 'audio', 'image', 'tool_call', 'native'];

/** Two texts of a message are one, as are two reasonings without seals. */
function joined(one: Part, other: Part): Part | undefined {
  if (one.kind === 'text' && other.kind === 'text') {
    const annotations = [...(one.annotations ?? []), ...(other.annotations ?? [])];
    const logprobs = [...(one.logprobs ?? []), ...(other.logprobs ?? [])];
    return {
      ...one,
      text: one.text + other.text,
      ...(annotations.length === 0 ? {} : { annotations }),
      ...(logprobs.length === 0 ? {} : { logprobs }),
    };
  }
  if (one.kind === 'refusal' && other.kind === 'refusal') return { ...one, text: one.text + other.text };
  if (one.kind !== 'reasoning' || other.kind !== 'reasoning') return undefined;
  const isBare = (part: ReasoningPart): boolean => part.signature === undefined && part.itemId === undefined;
  return isBare(one) && isBare(other) ? { ...one, texts: [[...one.texts, ...other.texts].join('')] } : undefined;
}

function normalAnnotation(annotation: Annotation): Annotation {
  if (annotation.kind !== 'url') return annotation;
  const { url, title = url, start = 0, end = 0 } = annotation;
  return { ...annotation, title, start, end };
}

function normalOne(part: Part): Part {
  if (part.kind === 'reasoning' && part.texts.length > 0) return { ...part, texts: [part.texts.join('\n\n')] };
  if (part.kind !== 'text' || part.annotations === undefined) return part;
  return { ...part, annotations: part.annotations.map(normalAnnotation) };
}

function normalParts(parts: readonly Part[]): readonly Part[] {
  const sorted = parts.map(normalOne).toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const merged: Part[] = [];
  for (const part of sorted) {
    const last = merged.at(-1);
    const both = last === undefined ? undefined : joined(last, part);
    if (both === undefined) merged.push(part);
    else merged[merged.length - 1] = both;
  }
  return merged;
}

/** An answer as far as the dialect can say it: with the ids that the context gives, and without vendors' own words. */
export function normalAnswer(answer: ChatAnswer): ChatAnswer {
  const { native, choices, serviceTier, ...rest } = answer;
  const tier = openaiTier(serviceTier);
  return {
    responseId: 'chatcmpl-call1',
    createdAtSeconds: 1,
    model: 'asked',
    ...rest,
    ...(tier === undefined ? {} : { serviceTier: tier }),
    choices: choices.map(({ parts, finish }) => ({
      parts: normalParts(parts),
      ...(finish === undefined ? {} : { finish: { reason: finish.reason } }),
    })),
  };
}
