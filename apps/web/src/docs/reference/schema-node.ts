import { z } from 'zod';
import type { JsonSchema } from '../../rest/json-schema.ts';

const schema = z.record(z.string(), z.unknown());

const node = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(schema).optional(),
  oneOf: z.array(schema).optional(),
  not: schema.optional(),
  items: schema.optional(),
  properties: z.record(z.string(), schema).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.union([z.boolean(), schema]).optional(),
  propertyNames: schema.optional(),
  description: z.string().optional(),
  format: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
});

/** A JSON Schema as far as it is shown. */
export type SchemaNode = Omit<z.output<typeof node>, 'type' | 'oneOf'> & {
  /** Without `null`, which `isNullable` says. */
  readonly type: string | undefined;
  readonly isNullable: boolean;
};

const isNull = (part: JsonSchema) => part['type'] === 'null';

/** Reads a schema; "this or null" becomes this, and nullable. */
export function readNode(given: JsonSchema): SchemaNode {
  const { type, oneOf, anyOf = oneOf, ...rest } = node.parse(given);
  const others = anyOf?.filter((part) => !isNull(part));
  const [only] = others ?? [];
  if (others?.length === 1 && only !== undefined) {
    const { description = rest.description, ...inner } = readNode(only);
    return {
      ...inner,
      ...(description === undefined ? {} : { description }),
      isNullable: others.length !== anyOf?.length,
    };
  }
  const types = [type ?? []].flat();
  const isNullable = types.includes('null') || (others !== undefined && others.length !== anyOf?.length);
  return {
    ...rest,
    ...(others === undefined ? {} : { anyOf: others }),
    type: types.find((each) => each !== 'null'),
    isNullable,
  };
}

/** The name of the shape that a schema refers to. */
export function shapeOf({ $ref }: SchemaNode): string | undefined {
  return $ref?.split('/').at(-1);
}

/** The fields of an object that can be sent or come: not those that no value fits. */
export function propertiesOf({ properties = {} }: SchemaNode): readonly (readonly [string, JsonSchema])[] {
  return Object.entries(properties).filter(([, each]) => Object.keys(readNode(each).not ?? { some: true }).length > 0);
}
