import type { JsonSchema } from '../../rest/json-schema.ts';
import { readNode, type SchemaNode, shapeOf } from './schema-node.ts';

/** A piece of a type in words: plain, or the name of a shape to look up. */
export type TypePart = { readonly text: string; readonly shape?: string };

const formats: Readonly<Record<string, string>> = { uuid: 'id', 'date-time': 'time', email: 'e-mail address' };
const nouns: Readonly<Record<string, string>> = { string: 'text', boolean: 'true or false', integer: 'whole number' };

function baseOf(schema: SchemaNode): readonly TypePart[] {
  const shape = shapeOf(schema);
  if (shape !== undefined) return [{ text: shape, shape }];
  if (schema.enum !== undefined) return [{ text: schema.enum.map((value) => JSON.stringify(value)).join(' | ') }];
  if (schema.const !== undefined) return [{ text: JSON.stringify(schema.const) }];
  if (schema.anyOf !== undefined) {
    return schema.anyOf.flatMap((part, at) => [...(at === 0 ? [] : [{ text: ' or ' }]), ...typeParts(part)]);
  }
  const { type, items, additionalProperties, format } = schema;
  if (type === 'array' && items !== undefined) return [{ text: 'list of ' }, ...typeParts(items)];
  if (type === 'object' && typeof additionalProperties === 'object') {
    return [{ text: 'names with ' }, ...typeParts(additionalProperties)];
  }
  return [{ text: formats[format ?? ''] ?? nouns[type ?? ''] ?? type ?? 'anything' }];
}

/** What a value may be, in words. */
export function typeParts(given: JsonSchema): readonly TypePart[] {
  const schema = readNode(given);
  const base = baseOf(schema);
  return schema.isNullable ? [...base, { text: ' or null' }] : base;
}

const isBound = (bound: number | undefined): bound is number =>
  bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;

/** The bounds of a value in words; undefined where it has none that matter. */
export function boundWords(given: JsonSchema): string | undefined {
  const { format, minimum, maximum, maxLength, maxItems, minLength } = readNode(given);
  if (format !== undefined) return undefined;
  if (isBound(minimum) && isBound(maximum)) return `${minimum} to ${maximum}`;
  if (isBound(maximum)) return `at most ${maximum}`;
  if (isBound(minimum)) return `at least ${minimum}`;
  if (minLength !== undefined && maxLength !== undefined && minLength > 1)
    return `${minLength} to ${maxLength} characters`;
  if (maxLength !== undefined) return `at most ${maxLength} characters`;
  return maxItems === undefined ? undefined : `at most ${maxItems}`;
}
