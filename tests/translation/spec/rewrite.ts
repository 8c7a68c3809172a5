import { type Json, list } from '../stated/json.ts';

function mapped(node: Json, change: (node: Json) => Json): Json {
  if (Array.isArray(node)) return node.map((one) => mapped(one, change));
  if (typeof node !== 'object' || node === null) return node;
  return change(Object.fromEntries(Object.entries(node).map(([key, value]) => [key, mapped(value, change)])));
}

/** OpenAPI 3.0 says `nullable` also beside `$ref` and `allOf`, where JSON Schema knows no such word. */
export function withNulls(node: Json): Json {
  return mapped(node, ({ nullable, ...rest }) => (nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest));
}

/** The values that a schema allows for `type`, where it says them outright. */
function typesOf(schema: Json, schemas: Json): string[] {
  const at = typeof schema?.$ref === 'string' ? schemas[schema.$ref.split('/').at(-1)] : schema;
  const type = at?.properties?.type;
  const inherited = list(at?.allOf).flatMap((part) => typesOf(part, schemas));
  if (type === undefined) return inherited;
  return type.const === undefined ? list(type.enum) : [type.const];
}

/** Of a choice between objects of different `type` only the one that is meant is tried, so that it says what is wrong. */
export function byType(node: Json, schemas: Json): Json {
  return mapped(node, (schema) => {
    const branches = list(schema.anyOf ?? schema.oneOf);
    const types = branches.map((branch) => typesOf(branch, schemas));
    const all = types.flat();
    if (branches.length < 2 || types.some((one) => one.length === 0) || new Set(all).size < all.length) return schema;
    const { anyOf, oneOf, discriminator, ...rest } = schema;
    const chosen = branches.map((branch, at) => ({
      anyOf: [{ properties: { type: { not: { enum: types[at] } } } }, branch],
    }));
    const known = { type: 'object', required: ['type'], properties: { type: { enum: all } } };
    return { ...rest, allOf: [...list(rest.allOf), known, ...chosen] };
  });
}
