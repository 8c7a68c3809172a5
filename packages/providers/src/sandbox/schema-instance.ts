import { asList, asObject, countAt, type JsonObject, listAt, objectAt, textAt } from '@weir/protocol/json-read';
import type { Random } from './random.ts';
import { writeWord } from './words.ts';

/** Below this, optional parts are left out, so that a schema that contains itself comes to an end. */
const depthMax = 5;

const formats: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  time: '12:00:00Z',
  'date-time': '2026-01-31T12:00:00Z',
  duration: 'PT1H',
  email: 'someone@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** The sandbox works inside the gateway's process: what one schema may cost it. */
const valuesMax = 5_000;
const charactersMax = 20_000;

/** A schema that asks for more than the sandbox gives. */
export class SchemaTooLarge extends Error {
  constructor() {
    super(
      `The schema asks for more than the ${valuesMax} values or ${charactersMax} characters that the sandbox writes.`,
    );
    this.name = 'SchemaTooLarge';
  }
}

/** `left`: how many values may still be made. */
type Making = { readonly random: Random; readonly root: JsonObject; left: number };
type Maker = (schema: JsonObject, making: Making, depth: number) => unknown;

function unescaped(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

/** What a local `$ref` (`#/$defs/x`) points to. */
function resolve(reference: string, root: JsonObject): JsonObject {
  let at: unknown = root;
  for (const step of reference
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '')) {
    at = asObject(at)?.[unescaped(step).replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return asObject(at) ?? {};
}

function numberAt(schema: JsonObject, key: string): number | undefined {
  const value = schema[key];
  return typeof value === 'number' ? value : undefined;
}

/** The smallest multiple of `step` within the limits, or one a little above it where there is room. */
function makeNumber(schema: JsonObject, { random }: Making, step: number): number {
  const unit = numberAt(schema, 'multipleOf') ?? step;
  const above = numberAt(schema, 'exclusiveMinimum');
  const below = numberAt(schema, 'exclusiveMaximum');
  const highest = numberAt(schema, 'maximum') ?? (below === undefined ? undefined : below - unit);
  const floor = numberAt(schema, 'minimum') ?? (above === undefined ? Math.min(1, highest ?? 1) : above + unit);
  const lowest = Math.ceil(floor / unit) * unit;
  const wished = lowest + unit * random.below(10);
  return highest !== undefined && wished > highest ? lowest : wished;
}

function makeText(schema: JsonObject, { random }: Making): string {
  const format = textAt(schema, 'format');
  if (format !== undefined && Object.hasOwn(formats, format)) return formats[format] ?? '';
  const least = countAt(schema, 'minLength') ?? 0;
  if (least > charactersMax) throw new SchemaTooLarge();
  const text = writeWord(random).padEnd(least, ' and on');
  return text.slice(0, countAt(schema, 'maxLength') ?? text.length);
}

const makeObject: Maker = (schema, making, depth) => {
  const required = listAt(schema, 'required').flatMap((name) => (typeof name === 'string' ? [name] : []));
  const properties = objectAt(schema, 'properties') ?? {};
  const names = depth < depthMax ? [...new Set([...Object.keys(properties), ...required])] : required;
  return Object.fromEntries(names.map((name) => [name, make(objectAt(properties, name) ?? {}, making, depth + 1)]));
};

const makeArray: Maker = (schema, making, depth) => {
  const fixed = listAt(schema, 'prefixItems').map((item) => make(asObject(item) ?? {}, making, depth + 1));
  const least = Math.max(countAt(schema, 'minItems') ?? 0, depth < depthMax ? 1 : 0);
  const length = Math.min(least, countAt(schema, 'maxItems') ?? least);
  if (length > making.left) throw new SchemaTooLarge();
  const items = objectAt(schema, 'items') ?? {};
  const more = Array.from({ length: Math.max(0, length - fixed.length) }, () => make(items, making, depth + 1));
  return [...fixed, ...more];
};

const makers: Readonly<Record<string, Maker>> = {
  object: makeObject,
  array: makeArray,
  string: makeText,
  number: (schema, making) => makeNumber(schema, making, 1),
  integer: (schema, making) => makeNumber(schema, making, 1),
  boolean: (_schema, { random }) => random.below(2) === 1,
  null: () => null,
};

function typeOf(schema: JsonObject): string {
  const stated = asList(schema['type'])[0] ?? schema['type'];
  if (typeof stated === 'string') return stated;
  if (schema['properties'] !== undefined) return 'object';
  return schema['items'] === undefined && schema['prefixItems'] === undefined ? 'string' : 'array';
}

/** `allOf` as one schema: properties and requirements add up. */
function merged(schema: JsonObject, { root }: Making): JsonObject {
  const parts = listAt(schema, 'allOf').map((entry) => {
    const part = asObject(entry) ?? {};
    const reference = textAt(part, '$ref');
    return reference === undefined ? part : resolve(reference, root);
  });
  const all = [schema, ...parts];
  return {
    ...Object.assign({}, ...all),
    properties: Object.assign({}, ...all.map((part) => objectAt(part, 'properties'))),
    required: all.flatMap((part) => listAt(part, 'required')),
  };
}

function make(stated: JsonObject, making: Making, depth: number): unknown {
  making.left -= 1;
  if (making.left < 0) throw new SchemaTooLarge();
  const reference = textAt(stated, '$ref');
  if (reference !== undefined) return make(resolve(reference, making.root), making, depth + 1);
  if ('const' in stated) return stated['const'];
  const values = listAt(stated, 'enum');
  if (values.length > 0) return values[making.random.below(values.length)];
  const choices = [...listAt(stated, 'anyOf'), ...listAt(stated, 'oneOf')].map(asObject);
  // The last choice of a recursive schema is by habit its plain one (`null`, a leaf).
  const choice = depth < depthMax ? choices[0] : choices.at(-1);
  if (choice !== undefined) return make(choice, making, depth + 1);
  const schema = stated['allOf'] === undefined ? stated : merged(stated, making);
  return (makers[typeOf(schema)] ?? makeText)(schema, making, depth);
}

/**
 * A value that a JSON Schema allows, as far as its types, enums, limits, formats and references go; not `pattern`.
 * Throws SchemaTooLarge for one that would take too long to make, as one that contains itself without an end.
 */
export function schemaInstance(schema: JsonObject, random: Random): unknown {
  return make(schema, { random, root: schema, left: valuesMax }, 0);
}

/** A `schemaInstance` as JSON text. Throws SchemaTooLarge also for a text that is too long. */
export function writeInstance(schema: JsonObject, random: Random): string {
  const written = JSON.stringify(schemaInstance(schema, random));
  if (written.length > charactersMax) throw new SchemaTooLarge();
  return written;
}
