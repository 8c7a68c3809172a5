import type { JsonSchema } from '../../rest/json-schema.ts';
import { propertiesOf, readNode } from './schema-node.ts';
import { boundWords, type TypePart, typeParts } from './type-words.ts';

/** A field of an object, as a line of a table. */
export type FieldLine = {
  /** With the names of the objects that it is inside of: `call.latencyMs`, `lines[].usd`. */
  readonly name: string;
  readonly type: readonly TypePart[];
  readonly isRequired: boolean;
  readonly description: string | undefined;
  readonly bounds: string | undefined;
};

/** The object inside of a field that is spelled out in place: itself, or what its list holds. */
function insideOf(
  name: string,
  given: JsonSchema,
): { readonly prefix: string; readonly schema: JsonSchema } | undefined {
  const { type, properties, items, $ref } = readNode(given);
  if ($ref !== undefined) return undefined;
  if (type === 'array' && items !== undefined) return insideOf(`${name}[]`, items);
  return properties === undefined ? undefined : { prefix: `${name}.`, schema: given };
}

/** Of one of several forms, the field that tells it from the others, as `target`; empty where none does. */
function formOf(given: JsonSchema): string {
  const node = readNode(given);
  const telling = propertiesOf(node).flatMap(([key, schema]) => {
    const { const: only, enum: some = only === undefined ? [] : [only] } = readNode(schema);
    return node.required?.includes(key) === true && some.length > 0 ? [some.map(String).join(' | ')] : [];
  });
  return telling[0] === undefined ? '' : `${telling[0]}: `;
}

/** The fields of all forms that a value may have, as `target: model`. */
function formLines(forms: readonly JsonSchema[], prefix: string): readonly FieldLine[] {
  return forms.flatMap((form) => fieldLines(form, `${prefix}${formOf(form)}`));
}

/** The fields of an object, those of objects inside of it below theirs. Shapes with a name are not spelled out. */
export function fieldLines(given: JsonSchema, prefix = ''): readonly FieldLine[] {
  const node = readNode(given);
  if (node.anyOf !== undefined) return formLines(node.anyOf, prefix);
  return propertiesOf(node).flatMap(([key, schema]) => {
    const name = `${prefix}${key}`;
    const inside = insideOf(name, schema);
    const line: FieldLine = {
      name,
      type: typeParts(schema),
      isRequired: node.required?.includes(key) ?? false,
      description: readNode(schema).description,
      bounds: boundWords(schema),
    };
    return inside === undefined ? [line] : [line, ...fieldLines(inside.schema, inside.prefix)];
  });
}

/** The names of the shapes that a schema speaks of, without those that they speak of themselves. */
export function shapesIn(given: JsonSchema): readonly string[] {
  const found = JSON.stringify(given).matchAll(/"#\/components\/schemas\/(\w+)"/g);
  return [...new Set([...found].flatMap(([, name]) => name ?? []))];
}

/** The names of all shapes that must be known to understand `schemas`, nearest first. */
export function shapesOf(
  schemas: readonly JsonSchema[],
  shapes: Readonly<Record<string, JsonSchema>>,
): readonly string[] {
  const known = new Set(schemas.flatMap(shapesIn));
  for (const name of known) for (const further of shapesIn(shapes[name] ?? {})) known.add(further);
  return [...known];
}
