import { defined } from '../../canonical/fields.ts';
import type { Part, ToolResultPart } from '../../canonical/part.ts';
import type { JsonObject } from '../../json-read.ts';
import { encodePart } from './encode-part.ts';
import { writeResponse } from './function-response.ts';
import { mergeNative } from './merge-native.ts';
import type { Writing } from './writing.ts';

/** A result as the API takes it, and what of it has to stand beside it. */
export type WrittenResult = { readonly response: JsonObject; readonly beside: readonly JsonObject[] };

function textOf(parts: readonly Part[]): string {
  return parts.flatMap((part) => (part.kind === 'text' || part.kind === 'refusal' ? [part.text] : [])).join('\n');
}

/** Pictures and the like stand inside the result from Gemini 3 on, given as bytes; else beside it (https://ai.google.dev/gemini-api/docs/function-calling#multimodal). */
function isInside(part: JsonObject, { own, generation }: Writing): boolean {
  return own || ((generation ?? 0) >= 3 && 'inlineData' in part);
}

/** Writes a result under the name of the call that it answers. */
export function encodeResult(
  part: ToolResultPart,
  name: string,
  writing: Writing & { readonly omitsId: boolean },
): WrittenResult {
  const { own, losses, omitsId } = writing;
  const media = part.parts.filter((one) => one.kind !== 'text' && one.kind !== 'refusal');
  if (media.length > 0) losses.can('tool_result_media');
  const written = media.flatMap((one) => encodePart(one, writing));
  const inside = written.filter((one) => isInside(one, writing));
  const result: JsonObject = {
    functionResponse: {
      ...(omitsId ? {} : { id: part.callId }),
      name,
      response: writeResponse({ text: textOf(part.parts), ...defined({ isError: part.isError }) }),
      ...(inside.length > 0 ? { parts: inside } : {}),
    },
  };
  if (!own) {
    if (part.cache !== undefined) losses.cannot('prompt_cache');
    losses.foreign(part.native);
  }
  return {
    response: own ? mergeNative(result, part.native) : result,
    beside: written.filter((one) => !isInside(one, writing)),
  };
}
