import { asObject, type JsonObject } from '@weir/protocol/json-read';

/** Calls that the model made in one turn of the conversation, and what came back. */
export type Round = {
  readonly calls: readonly { readonly id: string; readonly name: string; readonly arguments: unknown }[];
  readonly results: readonly string[];
  /** Seals of this upstream that came back as they went out; thoughts in plain words where a language has no seals. */
  readonly seals: number;
};

/** A request as any of the languages says it, once its vendor would have taken it. */
export type Reading = {
  readonly model: string;
  readonly streaming: boolean;
  /** Names of the functions that may be called. */
  readonly tools: readonly string[];
  readonly rounds: readonly Round[];
  /** The model thinks; `shown` where its thoughts may be seen, `sealed` where the client gets what it has to send back. */
  readonly thinks: boolean;
  readonly shown: boolean;
  readonly sealed: boolean;
  /** Streams of Chat Completions report usage where it is asked for. */
  readonly includesUsage: boolean;
  /** JSON Schema of the answer, where one is asked for. */
  readonly schema?: JsonObject;
};

/** What the vendor answers with 400. */
export class VendorRefusal extends Error {}

/** Refuses in the vendor's words unless `holds`. */
export function demand(holds: boolean, message: string): asserts holds {
  if (!holds) throw new VendorRefusal(message);
}

/** The object at `path`; the vendor refuses anything else. */
export function objectOf(value: unknown, path: string): JsonObject {
  const object = asObject(value);
  demand(object !== undefined, `${path}: Input should be an object`);
  return object;
}

/** The objects of the list at `path`; none where it is absent. */
export function objectsOf(value: unknown, path: string): readonly JsonObject[] {
  if (value === undefined || value === null) return [];
  demand(Array.isArray(value), `${path}: Input should be a list`);
  return value.map((one, index) => objectOf(one, `${path}.${index}`));
}

/** Refuses fields that the vendor does not know. */
export function onlyFields(object: JsonObject, known: ReadonlySet<string>, path: string): void {
  for (const name of Object.keys(object)) demand(known.has(name), `${path}.${name}: Extra inputs are not permitted`);
}

/** Names as a set; separated by blanks. */
export function names(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** The non-empty text at `path`. */
export function textOf(value: unknown, path: string): string {
  demand(typeof value === 'string' && value !== '', `${path}: Input should be a text that is not empty`);
  return value;
}

/** JSON text of a call's arguments. */
export function argumentsOf(value: unknown, path: string): unknown {
  try {
    return JSON.parse(textOf(value, path));
  } catch {
    throw new VendorRefusal(`${path}: Input should be JSON`);
  }
}

/** OpenAI's names of users and caches are short: https://platform.openai.com/docs/api-reference/responses/create */
export function checkNames(body: JsonObject): void {
  for (const name of ['user', 'safety_identifier', 'prompt_cache_key']) {
    const value = body[name] ?? '';
    demand(String(value).length <= 64, `Invalid '${name}': string too long. Expected a string with maximum length 64.`);
  }
}
