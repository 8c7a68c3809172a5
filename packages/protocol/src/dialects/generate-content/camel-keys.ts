import type { JsonObject } from '../../json-read.ts';

const boundary = /([a-z0-9])_([a-z0-9])/g;

function isPlain(object: JsonObject): boolean {
  for (const key in object) if (object[key] === null || key.includes('_')) return false;
  return true;
}

/**
 * One level of a request with its keys in camelCase: the API takes the names of its proto (snake_case) as well. A null is
 * an absent field in JSON of protos, so it is left out.
 */
export function camelKeys(object: JsonObject): JsonObject {
  if (isPlain(object)) return object;
  return Object.fromEntries(
    Object.entries(object)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [
        key.replace(boundary, (_match, before: string, after: string) => before + after.toUpperCase()),
        value,
      ]),
  );
}
