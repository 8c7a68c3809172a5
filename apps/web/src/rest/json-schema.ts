import { z } from 'zod';

/** A JSON Schema (2020-12, which OpenAPI 3.1 speaks) as far as this transport looks into it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** An object's properties and which of them must be there. */
export type ObjectSchema = {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
  readonly definitions: Readonly<Record<string, JsonSchema>>;
};

const objectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
  $defs: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});

/** `schema` as JSON Schema, for what goes `in` or comes `out`; named parts under `$defs`. */
export function toJsonSchema(schema: z.ZodType, direction: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: direction, target: 'draft-2020-12' });
  return rest;
}

/** The properties of an input, which is always an object. */
export function inputSchemaOf(schema: z.ZodType): ObjectSchema {
  const { properties, required, $defs } = objectSchema.parse(toJsonSchema(schema, 'input'));
  return { properties, required, definitions: $defs };
}
