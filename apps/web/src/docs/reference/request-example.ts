import type { Operation, Reference } from './document.ts';
import { exampleOf } from './example.ts';
import { propertiesOf, readNode } from './schema-node.ts';

/** Fields that may be left out and seldom are. */
const usual = new Set(['secret']);

/** The body of an example: what must be there and what usually is, or where nothing must, the first field. */
export function bodyExample(
  operation: Operation,
  { shapes }: Reference,
): Readonly<Record<string, unknown>> | undefined {
  if (operation.body === undefined) return undefined;
  const node = readNode(operation.body);
  const properties = propertiesOf(node);
  const required = properties.filter(([name]) => node.required?.includes(name) || usual.has(name));
  const shown = required.length > 0 ? required : properties.slice(0, 1);
  return Object.fromEntries(shown.map(([name, schema]) => [name, exampleOf(schema, shapes, name)]));
}

/** The name of a field as a word to replace: PROJECT_ID. */
function placeholder(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}

function queryOf({ parameters }: Operation, { shapes }: Reference): string {
  const required = parameters.filter((each) => each.in === 'query' && each.required);
  const fields = required.map(({ name, schema }) => `${name}=${String(exampleOf(schema, shapes, name))}`);
  return fields.length === 0 ? '' : `?${fields.join('&')}`;
}

/** An operation as a command; `base` is the address of the management API. */
export function curlExample(operation: Operation, reference: Reference, base: string): string {
  const { method, path } = operation;
  const url = `${base}${path.replace(/\{(\w+)\}/g, (_, name: string) => placeholder(name))}${queryOf(operation, reference)}`;
  const body = bodyExample(operation, reference);
  const quoted = url.includes('?') ? `"${url}"` : url;
  const sends = method === 'GET' || (method === 'POST' && body !== undefined) ? '' : ` -X ${method}`;
  const lines = [
    `curl${sends} ${quoted}`,
    `-H "authorization: Bearer $WEIR_TOKEN"${body === undefined ? '' : " -H 'content-type: application/json'"}`,
    ...(body === undefined ? [] : [`-d '${JSON.stringify(body)}'`]),
  ];
  return lines.join(' \\\n  ');
}
