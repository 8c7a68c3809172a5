import { asObject, type JsonObject, listAt, objectAt } from '../../json-read.ts';

/** A schema as the API takes it; `changed` where it says less than the client's. */
export type FittedSchema = { readonly schema: JsonObject; readonly changed: boolean };

const unions = ['allOf', 'anyOf', 'oneOf'] as const;

function requiredOf(schema: JsonObject | undefined): readonly string[] {
  return listAt(schema, 'required').filter((name) => typeof name === 'string');
}

/** The properties of all branches; demanded are those that every branch demands, or of `allOf` any. */
function merged(schema: JsonObject): JsonObject {
  const { allOf, anyOf, oneOf, ...rest } = schema;
  const properties: Record<string, unknown> = { ...objectAt(schema, 'properties') };
  const required = new Set(requiredOf(schema));
  for (const union of unions) {
    const branches = listAt(schema, union).map(asObject);
    for (const branch of branches) Object.assign(properties, { ...objectAt(branch, 'properties'), ...properties });
    const demanded = branches.map(requiredOf);
    for (const name of demanded.flat()) {
      if (union === 'allOf' || demanded.every((names) => names.includes(name))) required.add(name);
    }
  }
  return { ...rest, type: 'object', properties, ...(required.size === 0 ? {} : { required: [...required] }) };
}

/**
 * The schema of a tool's input: an object at the top, which may not be a union there (the API answers "input_schema
 * does not support oneOf, allOf, or anyOf at the top level").
 */
export function fitInputSchema(schema: JsonObject | undefined): FittedSchema {
  if (schema === undefined) return { schema: { type: 'object', properties: {} }, changed: false };
  if (unions.some((union) => Array.isArray(schema[union]))) return { schema: merged(schema), changed: true };
  return { schema: schema['type'] === 'object' ? schema : { ...schema, type: 'object' }, changed: false };
}

/** Keywords that structured outputs refuse (docs, "Structured outputs", JSON Schema limitations). */
const refusedKeywords: ReadonlySet<string> = new Set([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'patternProperties',
  'propertyNames',
  'contains',
  'minContains',
  'maxContains',
  'not',
  'if',
  'then',
  'else',
  'dependentRequired',
  'dependentSchemas',
  'unevaluatedProperties',
  'unevaluatedItems',
]);

const keywordsOfSchemas: ReadonlySet<string> = new Set(['properties', '$defs', 'definitions']);

type Fit = { changed: boolean };

function isRefused(key: string, value: unknown): boolean {
  return refusedKeywords.has(key) || (key === 'minItems' && value !== 0 && value !== 1);
}

function fitMember(key: string, value: unknown, fit: Fit): unknown {
  const object = asObject(value);
  if (object !== undefined && keywordsOfSchemas.has(key)) {
    return Object.fromEntries(Object.entries(object).map(([name, schema]) => [name, fitAny(schema, fit)]));
  }
  if (key === 'items' || key === 'anyOf' || key === 'allOf' || key === 'oneOf') return fitAny(value, fit);
  return value;
}

/** What is taken out is told to the model in words, as Anthropic's own SDKs do. */
function describe(schema: JsonObject, taken: readonly (readonly [string, unknown])[]): JsonObject {
  if (taken.length === 0) return {};
  const words = taken.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(', ');
  const description = schema['description'];
  return { description: typeof description === 'string' ? `${description} {${words}}` : `{${words}}` };
}

function fitObject(schema: JsonObject, fit: Fit): JsonObject {
  const taken = Object.entries(schema).filter(([key, value]) => isRefused(key, value));
  const kept = Object.entries(schema)
    .filter(([key, value]) => !isRefused(key, value))
    // Of a union the API knows `anyOf` only.
    .map(([key, value]) => [key === 'oneOf' ? 'anyOf' : key, fitMember(key, value, fit)] as const);
  const isObject = schema['type'] === 'object' || objectAt(schema, 'properties') !== undefined;
  const open = isObject && schema['additionalProperties'] !== false;
  // A schema for further properties would be a map, which cannot be asked for.
  if (taken.length > 0 || (open && asObject(schema['additionalProperties']) !== undefined)) fit.changed = true;
  return {
    ...Object.fromEntries(kept),
    ...describe(schema, taken),
    ...(open ? { additionalProperties: false } : {}),
  };
}

function fitAny(value: unknown, fit: Fit): unknown {
  if (Array.isArray(value)) return value.map((one) => fitAny(one, fit));
  const schema = asObject(value);
  return schema === undefined ? value : fitObject(schema, fit);
}

/** A schema that the answer must follow: closed objects, and none of the keywords that are refused. */
export function fitOutputSchema(schema: JsonObject): FittedSchema {
  const fit: Fit = { changed: false };
  return { schema: fitObject(schema, fit), changed: fit.changed };
}
