import { refused } from '../../canonical/fields.ts';
import { asObject, entryOf, type JsonObject } from '../../json-read.ts';
import { camelKeys } from './camel-keys.ts';

/** Names of google.ai.generativelanguage.v1beta.Type, by number as well: clients may send enums as integers. */
const types = ['', 'string', 'number', 'integer', 'boolean', 'array', 'object', 'null'] as const;

/** Schemas nest by a few levels; what is deeper is meant to do harm. */
const depthMax = 100;

function typeOf(value: unknown): string | undefined {
  if (typeof value === 'number') return types[value] === '' ? undefined : types[value];
  if (typeof value !== 'string') return undefined;
  const lower = value.toLowerCase();
  return lower === 'type_unspecified' ? undefined : lower;
}

/** An int64 in JSON of protos: a number, or its digits. */
function countOf(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
}

type Convert = (value: unknown, at: At) => readonly (readonly [string, unknown])[];
type At = { readonly path: string; readonly depth: number };

function below({ path, depth }: At, key: string | number): At {
  return { path: `${path}.${key}`, depth: depth + 1 };
}

const count =
  (name: string): Convert =>
  (value) => [[name, countOf(value)]];

const converters: Readonly<Record<string, Convert>> = {
  type: (value) => {
    const type = typeOf(value);
    return type === undefined ? [] : [['type', type]];
  },
  // Said of enums of texts, which JSON Schema knows without it.
  format: (value) => (value === 'enum' ? [] : [['format', value]]),
  nullable: () => [],
  propertyOrdering: () => [],
  example: (value) => [['examples', [value]]],
  minItems: count('minItems'),
  maxItems: count('maxItems'),
  minLength: count('minLength'),
  maxLength: count('maxLength'),
  minProperties: count('minProperties'),
  maxProperties: count('maxProperties'),
  items: (value, at) => [['items', convert(value, below(at, 'items'))]],
  anyOf: (value, at) => [
    ['anyOf', Array.isArray(value) ? value.map((one, index) => convert(one, below(at, `anyOf.${index}`))) : value],
  ],
  properties: (value, at) => {
    const properties = asObject(value) ?? {};
    const converted = Object.entries(properties).map(([name, schema]): [string, unknown] => [
      name,
      convert(schema, below(at, `properties.${name}`)),
    ]);
    return [['properties', Object.fromEntries(converted)]];
  },
};

function orNull(schema: JsonObject): JsonObject {
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return { ...schema, type: [type, 'null'], ...(Array.isArray(values) ? { enum: [...values, null] } : {}) };
}

function convert(value: unknown, at: At): unknown {
  const object = asObject(value);
  if (object === undefined) return value;
  if (at.depth > depthMax) throw refused(at.path.slice(0, 200), `nested at most ${depthMax} deep`);
  const fields = camelKeys(object);
  const converted = Object.entries(fields).flatMap(([key, inner]) => {
    const converter = entryOf(converters, key);
    return converter === undefined ? [[key, inner] as const] : converter(inner, at);
  });
  const schema: JsonObject = Object.fromEntries(converted);
  return fields['nullable'] === true ? orNull(schema) : schema;
}

/** The JSON Schema that says the same as a Schema of the API: an OpenAPI 3.0 subset with types in capitals. */
export function schemaFromOpenapi(schema: JsonObject, path: string): JsonObject {
  return asObject(convert(schema, { path, depth: 0 })) ?? {};
}
