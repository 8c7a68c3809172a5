import type { JsonSchema } from '../../rest/json-schema.ts';
import { propertiesOf, readNode, type SchemaNode, shapeOf } from './schema-node.ts';

type Shapes = Readonly<Record<string, JsonSchema>>;

const id = '01a21f49-53ef-7b50-ada8-a449a01f9335';
const time = '2026-01-31T12:00:00.000Z';

/** What stands in a text field of this name. */
const texts: Readonly<Record<string, string>> = {
  provider: 'openai',
  model: 'gpt-4o',
  requestedModel: 'gpt-4o',
  upstreamModel: 'gpt-4o-2024-08-06',
  secret: 'sk-...',
  lastFour: '8f2k',
  baseUrl: 'https://llm.example.org/v1',
  email: 'person@example.org',
  name: 'main',
  slug: 'main',
  timeZone: 'Europe/Berlin',
  tz: 'Europe/Berlin',
  usd: '0.000042',
  costUsd: '0.000042',
  simulatedUsd: '0',
  usdPerMillion: '2.5',
  minUsd: '0.01',
  priceId: 'openai/gpt-4o@2024-10-02#list',
  key: 'weir_gk_...',
  token: 'weir_mt_...',
  link: 'https://weir.example.org/invitation?token=...',
};

/** What fits a pattern where the field's own text does not. */
const plainTexts = ['1', '0.15', 'a'.repeat(32)];

function textOf(name: string, { format, pattern, minLength = 0 }: SchemaNode): string {
  if (format === 'uuid') return id;
  if (format === 'date-time') return time;
  if (format === 'email') return texts['email'] ?? '';
  const own = texts[name] ?? 'text'.padEnd(minLength, 'x');
  if (pattern === undefined) return own;
  const fits = new RegExp(pattern, 'u');
  return [own, ...plainTexts].find((text) => fits.test(text)) ?? own;
}

function objectOf(schema: SchemaNode, shapes: Shapes, name: string): unknown {
  const { additionalProperties, propertyNames, required = [] } = schema;
  if (typeof additionalProperties === 'object') {
    const [key = 'name'] = readNode(propertyNames ?? {}).enum ?? [];
    const keys = required.length > 0 ? required : [String(key)];
    return Object.fromEntries(keys.map((each) => [each, exampleOf(additionalProperties, shapes, name)]));
  }
  const shown = propertiesOf(schema).filter(([key]) => required.includes(key));
  return Object.fromEntries(shown.map(([key, each]) => [key, exampleOf(each, shapes, key)]));
}

/** Fields whose usual value is null. */
const nullNames = new Set(['nextCursor']);

/** A value that fits `given`, with what must be there. `name` is the field that it stands in. */
export function exampleOf(given: JsonSchema, shapes: Shapes, name = ''): unknown {
  const schema = readNode(given);
  if (nullNames.has(name) && schema.isNullable) return null;
  const shape = shapeOf(schema);
  if (shape !== undefined) return exampleOf(shapes[shape] ?? {}, shapes, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [first] = schema.anyOf ?? [];
  if (first !== undefined) return exampleOf(first, shapes, name);
  switch (schema.type) {
    case 'string':
      return textOf(name, schema);
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return true;
    case 'array':
      return [exampleOf(schema.items ?? {}, shapes, name)];
    case 'object':
      return objectOf(schema, shapes, name);
    default:
      return null;
  }
}
