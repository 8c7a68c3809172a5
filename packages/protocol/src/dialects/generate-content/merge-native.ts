import { asObject, type JsonObject } from '../../json-read.ts';

/** `own` with the fields that only this dialect has, one level deep; a null takes a field out. */
export function mergeNative(own: JsonObject, native: JsonObject | undefined): JsonObject {
  if (native === undefined) return own;
  const merged: Record<string, unknown> = { ...own };
  for (const [key, value] of Object.entries(native)) {
    const inner = asObject(value);
    const ownInner = asObject(own[key]);
    merged[key] = inner !== undefined && ownInner !== undefined ? withoutNulls({ ...ownInner, ...inner }) : value;
  }
  return withoutNulls(merged);
}

function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}
