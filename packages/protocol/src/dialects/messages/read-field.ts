import { WeirError } from '../../errors.ts';
import { asObject, type JsonObject } from '../../json-read.ts';

/** What is wrong with a client's field, as the error that tells it. */
export function fault(field: string, words: string): WeirError {
  return new WeirError('invalid_request', `${field} ${words}.`, { field });
}

/** True for what the API takes as not given. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** `value` as a JSON object. */
export function needObject(value: unknown, field: string): JsonObject {
  const object = asObject(value);
  if (object === undefined) throw fault(field, 'must be an object');
  return object;
}

/** `value` as a list. */
export function needList(value: unknown, field: string): readonly unknown[] {
  if (!Array.isArray(value)) throw fault(field, 'must be an array');
  return value;
}

/** The text under `key`, which may be empty. */
export function needText(object: JsonObject, key: string, field: string): string {
  const value = object[key];
  if (typeof value !== 'string') throw fault(`${field}.${key}`, 'must be a string');
  return value;
}

/** The text under `key`, if there is one. */
export function optionalText(object: JsonObject, key: string, field: string): string | undefined {
  return isAbsent(object[key]) ? undefined : needText(object, key, field);
}

/** The number under `key`, if there is one. */
export function optionalNumber(object: JsonObject, key: string, field: string): number | undefined {
  const value = object[key];
  if (isAbsent(value)) return undefined;
  if (typeof value !== 'number') throw fault(field, 'must be a number');
  return value;
}

/** The whole number from 0 under `key`, if there is one. */
export function optionalCount(object: JsonObject, key: string, field: string): number | undefined {
  const value = optionalNumber(object, key, field);
  if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0)) {
    throw fault(field, 'must be a whole number from 0');
  }
  return value;
}

/** True or false under `key`, if there is one. */
export function optionalFlag(object: JsonObject, key: string, field: string): boolean | undefined {
  const value = object[key];
  if (isAbsent(value)) return undefined;
  if (typeof value !== 'boolean') throw fault(field, 'must be true or false');
  return value;
}

/** The texts under `key`, if there are any. */
export function optionalTexts(object: JsonObject, key: string, field: string): readonly string[] | undefined {
  const value = object[key];
  if (isAbsent(value)) return undefined;
  return needList(value, field).map((text, index) => {
    if (typeof text !== 'string') throw fault(`${field}.${index}`, 'must be a string');
    return text;
  });
}

/** The fields of `object` that have a value and are none of `known`; undefined where there are none. */
export function restOf(object: JsonObject, known: ReadonlySet<string>): JsonObject | undefined {
  const rest = Object.entries(object).filter(([key, value]) => !known.has(key) && !isAbsent(value));
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}

/** `key: value` where there is a value, for spreading. */
export function given<Key extends string, Value>(key: Key, value: Value | undefined): { [Name in Key]?: Value } {
  const pair: { [Name in Key]?: Value } = {};
  if (value !== undefined) pair[key] = value;
  return pair;
}
