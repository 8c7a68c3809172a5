/** A JSON object of which nothing is known. */
export type JsonObject = { readonly [key: string]: unknown };

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `value` if it is a JSON object. */
export function asObject(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** `value` if it is an array, else none. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The object under `key`. */
export function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  return asObject(object?.[key]);
}

/** The array under `key`, else none. */
export function listAt(object: JsonObject | undefined, key: string): readonly unknown[] {
  return asList(object?.[key]);
}

/** The text under `key`, unless it is empty. */
export function textAt(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const nameCharactersMax = 256;

/** The name under `key`, cut to what a ledger line may hold: it is the upstream's word and may be of any length. */
export function nameAt(object: JsonObject | undefined, key: string): string | undefined {
  return textAt(object, key)?.slice(0, nameCharactersMax);
}

/** What `table` has for a word of the upstream's; undefined also for what every object inherits. */
export function entryOf<Entry>(table: Readonly<Record<string, Entry>>, word: string): Entry | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** The count under `key`: a whole number from 0; anything else was not reported. */
export function countAt(object: JsonObject | undefined, key: string): number | undefined {
  const value = object?.[key];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** The JSON object that `text` holds; undefined for anything else, and for JSON that was cut. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}
