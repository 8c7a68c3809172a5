import { asObject, type JsonObject, parseObject } from '../../json-read.ts';

export type ResultText = { readonly text: string; readonly isError?: boolean };

/**
 * A result as the API holds it: always an object. Text that is a JSON object stands for itself, any other under the keys
 * that FunctionResponse.response names for it, `output` and `error` (https://ai.google.dev/api/caching#FunctionResponse).
 */
export function writeResponse({ text, isError }: ResultText): JsonObject {
  if (isError === true) return { error: text };
  return (text.trimStart().startsWith('{') ? parseObject(text) : undefined) ?? { output: text };
}

function onlyText(response: JsonObject, key: string): string | undefined {
  const value = response[key];
  return typeof value === 'string' && Object.keys(response).length === 1 ? value : undefined;
}

/** The text of a result, such that `writeResponse` gives the same object again. */
export function readResponse(response: JsonObject): ResultText {
  const error = onlyText(response, 'error');
  if (error !== undefined) return { text: error, isError: true };
  const output = onlyText(response, 'output');
  const isAmbiguous = output?.trimStart().startsWith('{') === true && asObject(parseObject(output)) !== undefined;
  return { text: output === undefined || isAmbiguous ? JSON.stringify(response) : output };
}
