import type { Tool } from '../../canonical/chat-request.ts';
import { asList, asObject, listAt, objectAt } from '../../json-read.ts';

/** Of all strict tools of a request together (docs, "Structured outputs", complexity limits; the API's own words). */
const toolsMax = 20;
const optionalMax = 24;
const unionsMax = 16;

type Count = { optional: number; unions: number };

function countSchema(value: unknown, count: Count): void {
  const schema = asObject(value);
  if (schema === undefined) return;
  const properties = objectAt(schema, 'properties') ?? {};
  const required = new Set(listAt(schema, 'required'));
  for (const name of Object.keys(properties)) if (!required.has(name)) count.optional++;
  if (Array.isArray(schema['type']) || Array.isArray(schema['anyOf']) || Array.isArray(schema['oneOf'])) count.unions++;
  const members = [schema['items'], ...Object.values(properties), ...Object.values(objectAt(schema, '$defs') ?? {})];
  for (const key of ['anyOf', 'oneOf', 'allOf']) members.push(...asList(schema[key]));
  for (const member of members) countSchema(member, count);
}

/** True where the API would compile all strict tools of the request; else it answers 400. */
export function fitsStrict(tools: readonly Tool[]): boolean {
  const strict = tools.filter((tool) => tool.kind === 'function' && tool.strict === true);
  const count: Count = { optional: 0, unions: 0 };
  for (const tool of strict) if (tool.kind === 'function') countSchema(tool.parameters, count);
  return strict.length <= toolsMax && count.optional <= optionalMax && count.unions <= unionsMax;
}
