import { asList, asObject, type JsonObject, listAt, objectAt, textAt } from '@weir/protocol/json-read';
import type { Operation } from '@weir/protocol/operation';

/** Deeper than any answer that a schema asks for; what lies below is taken to fit. */
const depthMax = 32;

const kinds: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: (value) => asObject(value) !== undefined,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

function isOfType(value: unknown, type: unknown): boolean {
  if (type === undefined) return true;
  const names = Array.isArray(type) ? type : [type];
  // Gemini writes its types in capitals.
  return names.some((name) => typeof name !== 'string' || (kinds[name.toLowerCase()]?.(value) ?? true));
}

function objectFits(value: JsonObject, schema: JsonObject, depth: number): boolean {
  const properties = objectAt(schema, 'properties') ?? {};
  if (listAt(schema, 'required').some((name) => typeof name === 'string' && !Object.hasOwn(value, name))) return false;
  const closed = schema['additionalProperties'] === false;
  return Object.entries(value).every(([name, inner]) => {
    const own = Object.hasOwn(properties, name) ? asObject(properties[name]) : undefined;
    return own === undefined ? !closed || Object.hasOwn(properties, name) : fits(inner, own, depth);
  });
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function fits(value: unknown, schema: JsonObject, depth: number): boolean {
  if (depth === 0) return true;
  const below = depth - 1;
  if (!isOfType(value, schema['type'])) return false;
  if ('const' in schema && !same(schema['const'], value)) return false;
  if (Array.isArray(schema['enum']) && !schema['enum'].some((one) => same(one, value))) return false;
  const options = [...listAt(schema, 'anyOf'), ...listAt(schema, 'oneOf')].map(asObject);
  if (options.length > 0 && !options.some((one) => one === undefined || fits(value, one, below))) return false;
  const object = asObject(value);
  if (object !== undefined) return objectFits(object, schema, below);
  const items = objectAt(schema, 'items');
  return items === undefined || asList(value).every((item) => fits(item, items, below));
}

function schemaOf(operation: Operation, body: JsonObject | undefined): JsonObject | undefined {
  switch (operation) {
    case 'chat':
      return objectAt(objectAt(objectAt(body, 'response_format'), 'json_schema'), 'schema');
    case 'responses':
      return objectAt(objectAt(objectAt(body, 'text'), 'format'), 'schema');
    case 'messages': {
      const format = objectAt(objectAt(body, 'output_config'), 'format') ?? objectAt(body, 'output_format');
      return textAt(format, 'type') === 'json_schema' ? objectAt(format, 'schema') : undefined;
    }
    case 'generate_content': {
      const config = objectAt(body, 'generationConfig');
      return objectAt(config, 'responseJsonSchema') ?? objectAt(config, 'responseSchema');
    }
    default:
      return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether a text keeps to the schema that a request asks for, by its types, names, required fields and choices; undefined
 * where it asks for none. Patterns and references are left alone: they come from callers, and no caller's pattern may
 * hold this process up.
 */
export function schemaFit(operation: Operation, document: unknown): ((text: string) => boolean) | undefined {
  const schema = schemaOf(operation, asObject(document));
  if (schema === undefined) return undefined;
  return (text) => {
    const value = parsed(text);
    return value !== undefined && fits(value, schema, depthMax);
  };
}
