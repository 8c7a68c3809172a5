import { WeirError } from '../errors.ts';
import { asObject, type JsonObject } from '../json-read.ts';

/** A WeirError for a field of the request that cannot be understood. */
export function refused(field: string, expected: string): WeirError {
  return new WeirError('invalid_request', `${field} must be ${expected}.`, { field });
}

/** True where a field is not there: the API takes null for absent. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** The object at `field`; anything else is refused. */
export function objectOf(value: unknown, field: string): JsonObject {
  const object = asObject(value);
  if (object === undefined) throw refused(field, 'an object');
  return object;
}

/** The array at `field`; anything else is refused. */
export function listOf(value: unknown, field: string): readonly unknown[] {
  if (!Array.isArray(value)) throw refused(field, 'an array');
  return value;
}

/** The text at `field`; anything else is refused. */
export function textOf(value: unknown, field: string): string {
  if (typeof value !== 'string') throw refused(field, 'a string');
  return value;
}

/** Reads one object of the request field by field, refusing wrong types by their path. */
export class Fields {
  readonly object: JsonObject;
  readonly path: string;

  constructor(object: JsonObject, path: string) {
    this.object = object;
    this.path = path;
  }

  /** How an error names a field of it. */
  at(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  text(key: string): string | undefined {
    const value = this.value(key);
    return value === undefined ? undefined : textOf(value, this.at(key));
  }

  needText(key: string): string {
    return textOf(this.value(key), this.at(key));
  }

  /** A text that names something, so that an empty one is a mistake. */
  needName(key: string): string {
    const text = this.value(key);
    if (typeof text !== 'string' || text === '') throw refused(this.at(key), 'a string that is not empty');
    return text;
  }

  number(key: string): number | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isFinite(value)) throw refused(this.at(key), 'a number');
    return value;
  }

  whole(key: string): number | undefined {
    const value = this.number(key);
    if (value !== undefined && !Number.isSafeInteger(value)) throw refused(this.at(key), 'a whole number');
    return value;
  }

  flag(key: string): boolean | undefined {
    const value = this.value(key);
    if (value !== undefined && typeof value !== 'boolean') throw refused(this.at(key), 'true or false');
    return value;
  }

  nested(key: string): Fields | undefined {
    const value = this.value(key);
    return value === undefined ? undefined : new Fields(objectOf(value, this.at(key)), this.at(key));
  }

  list(key: string): readonly unknown[] | undefined {
    const value = this.value(key);
    return value === undefined ? undefined : listOf(value, this.at(key));
  }

  texts(key: string): readonly string[] | undefined {
    return this.list(key)?.map((one, index) => textOf(one, `${this.at(key)}.${index}`));
  }

  /** What stands there, null being nothing; only the object's own fields. */
  value(key: string): unknown {
    const value = Object.hasOwn(this.object, key) ? this.object[key] : undefined;
    return value === null ? undefined : value;
  }

  /** The fields that nobody reads: kept as they are. */
  rest(known: ReadonlySet<string>): JsonObject | undefined {
    return withoutKnown(this.object, known);
  }
}

/** What of `object` is not known, nulls left out; undefined where nothing is left. */
export function withoutKnown(object: JsonObject, known: ReadonlySet<string>): JsonObject | undefined {
  const entries = Object.entries(object).filter(([key, value]) => !known.has(key) && !isAbsent(value));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

type Defined<Fields> = { [Key in keyof Fields]: Exclude<Fields[Key], undefined> };

/** Without the fields that are undefined. */
export function defined<Fields extends object>(fields: Fields): Partial<Defined<Fields>> {
  const kept: Partial<Defined<Fields>> = {};
  for (const key in fields) {
    const value = fields[key];
    if (isDefined(value)) kept[key] = value;
  }
  return kept;
}

function isDefined<Value>(value: Value): value is Exclude<Value, undefined> {
  return value !== undefined;
}
