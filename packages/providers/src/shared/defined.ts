import type { JsonObject } from '@weir/protocol/json-read';

/** The fields that have a value. */
export function defined(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** `fields` where there is one, else undefined. */
export function unlessEmpty(fields: JsonObject): JsonObject | undefined {
  return Object.keys(fields).length === 0 ? undefined : fields;
}
