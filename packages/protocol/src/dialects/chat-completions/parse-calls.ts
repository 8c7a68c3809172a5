import { defined, Fields, isAbsent, objectOf, refused } from '../../canonical/fields.ts';
import type { Signature, ToolCallPart } from '../../canonical/part.ts';
import { unwrapSignature } from '../../canonical/signature.ts';
import { asObject, type JsonObject, objectAt, textAt } from '../../json-read.ts';
import { extrasOf } from './parse-content.ts';

/** Marks a call that stands in the field `function_call`, which knows no ids. */
export const legacyNative: JsonObject = { function_call: true };

/** Gemini's seal on a call, where its OpenAI-compatible API puts it (https://ai.google.dev/gemini-api/docs/thought-signatures). */
export function sealOfCall(call: JsonObject | undefined): Signature | undefined {
  const text = textAt(objectAt(objectAt(call, 'extra_content'), 'google'), 'thought_signature');
  return text === undefined ? undefined : unwrapSignature(text, 'gemini').signature;
}

/** What of `extra_content` is not the seal. */
function otherExtras(native: JsonObject | undefined): JsonObject | undefined {
  const extra = asObject(native?.['extra_content']);
  if (native === undefined || extra === undefined) return native;
  const { extra_content, ...others } = native;
  const google = Object.entries(asObject(extra['google']) ?? {}).filter(([key]) => key !== 'thought_signature');
  const rest: JsonObject = {
    ...extra,
    google: google.length === 0 ? undefined : Object.fromEntries(google),
  };
  const left = Object.entries(rest).filter(([, value]) => !isAbsent(value));
  const all = left.length === 0 ? others : { ...others, extra_content: Object.fromEntries(left) };
  return Object.keys(all).length === 0 ? undefined : all;
}

/** Arguments are JSON text; some hosts write the object itself. */
export function argumentsIn(value: unknown): string {
  if (typeof value === 'string') return value;
  return isAbsent(value) ? '' : JSON.stringify(value);
}

/** The call's place in a list tells nothing that its order does not. */
const callFields = ['id', 'type', 'function', 'custom', 'index'];

function parseCall(value: unknown, path: string): ToolCallPart {
  const fields = new Fields(objectOf(value, path), path);
  const id = fields.needName('id');
  const signature = sealOfCall(fields.object);
  const { native, ...extras } = extrasOf(fields, callFields);
  const rest = { ...extras, ...defined({ signature, native: otherExtras(native) }) };
  if (fields.value('type') === 'custom') {
    const custom = new Fields(objectOf(fields.value('custom'), fields.at('custom')), fields.at('custom'));
    const input = custom.text('input') ?? '';
    return { kind: 'tool_call', id, name: custom.needName('name'), arguments: input, custom: true, ...rest };
  }
  const called = fields.nested('function');
  if (called === undefined) throw refused(fields.at('function'), 'an object');
  const text = argumentsIn(called.value('arguments'));
  return { kind: 'tool_call', id, name: called.needName('name'), arguments: text, ...rest };
}

/** The calls in `tool_calls` of a message. Throws WeirError invalid_request. */
export function parseCalls(message: Fields): readonly ToolCallPart[] {
  const calls = message.list('tool_calls') ?? [];
  return calls.map((call, index) => parseCall(call, `${message.at('tool_calls')}.${index}`));
}

/** The call in the field that was before `tool_calls`; it gets an id of its own. */
export function parseLegacyCall(message: Fields, id: string): readonly ToolCallPart[] {
  const called = message.nested('function_call');
  if (called === undefined) return [];
  const text = argumentsIn(called.value('arguments'));
  return [{ kind: 'tool_call', id, name: called.needName('name'), arguments: text, native: legacyNative }];
}
