import type { Endpoint } from './endpoints.ts';
import { inputSchemaOf, type JsonSchema, toJsonSchema } from './json-schema.ts';
import { pathFieldsOf } from './match.ts';

type Components = Record<string, JsonSchema>;

const problemSchema: JsonSchema = {
  type: 'object',
  description: 'An RFC 9457 problem document.',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    field: { type: 'string', description: 'The input field at fault, as a dotted path.' },
    instance: { type: 'string', description: 'The id of the request.' },
  },
};

const problemResponse = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** `$defs` move to the document's components, so that every named shape stands once. */
function hoist(schema: JsonSchema, components: Components): unknown {
  const { $defs, ...rest } = schema;
  for (const [name, part] of Object.entries($defs ?? {})) components[name] = relink(part);
  return relink(rest);
}

function relink(part: unknown): JsonSchema {
  return JSON.parse(JSON.stringify(part).replaceAll('#/$defs/', '#/components/schemas/'));
}

function parametersOf(endpoint: Endpoint) {
  const { properties, required } = inputSchemaOf(endpoint.input);
  const inPath = pathFieldsOf(endpoint.rest.path);
  const hasBody = bodyFieldsOf(endpoint) !== undefined;
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (hasBody && !inPath.includes(name)) return [];
    const { description, ...rest } = schema;
    const list = rest['type'] === 'array' ? { style: 'form', explode: false } : {};
    return {
      name,
      in: inPath.includes(name) ? 'path' : 'query',
      required: inPath.includes(name) || required.includes(name),
      ...(description === undefined ? {} : { description }),
      ...list,
      schema: relink(rest),
    };
  });
}

function bodyFieldsOf(endpoint: Endpoint): JsonSchema | undefined {
  if (endpoint.rest.method === 'GET' || endpoint.rest.method === 'DELETE') return undefined;
  const { properties, required } = inputSchemaOf(endpoint.input);
  const inPath = pathFieldsOf(endpoint.rest.path);
  const own = Object.entries(properties).filter(([name]) => !inPath.includes(name));
  if (own.length === 0) return undefined;
  return {
    type: 'object',
    properties: Object.fromEntries(own),
    required: required.filter((name) => !inPath.includes(name)),
    additionalProperties: false,
  };
}

function successOf(endpoint: Endpoint, components: Components) {
  const status = endpoint.rest.status ?? 200;
  if (status === 204) return { 204: { description: 'Done; the answer has no body.' } };
  const schema = hoist(toJsonSchema(endpoint.output, 'output'), components);
  return { [status]: { description: endpoint.rest.summary, content: { 'application/json': { schema } } } };
}

function operationOf(endpoint: Endpoint, components: Components) {
  const { rest, procedure } = endpoint;
  const body = bodyFieldsOf(endpoint);
  Object.assign(components, relink(inputSchemaOf(endpoint.input).definitions));
  return {
    operationId: procedure.replaceAll('.', '-'),
    summary: rest.summary,
    ...(rest.description === undefined ? {} : { description: rest.description }),
    tags: [procedure.split('.')[0] ?? procedure],
    parameters: parametersOf(endpoint),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: relink(body) } } } }),
    responses: {
      ...successOf(endpoint, components),
      400: problemResponse('The input is not valid; `field` names what is.'),
      401: problemResponse('The management token is missing, unknown, expired or revoked.'),
      403: problemResponse("The token's role may not do this."),
      404: problemResponse('There is no such thing in this organization.'),
      default: problemResponse('Any other failure.'),
    },
  };
}

/** The OpenAPI 3.1 document of `endpoints`, served under `serverUrl`. */
export function openapiDocument(endpoints: readonly Endpoint[], serverUrl: string) {
  const components: Components = { Problem: problemSchema };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    const { path, method } = endpoint.rest;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(endpoint, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Weir management API',
      version: '1',
      description:
        'Costs are decimal strings in USD, times RFC 3339, ids opaque strings. Lists are {"data": [...], ' +
        '"nextCursor": null}. Errors are RFC 9457 problem documents.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    security: [{ managementToken: [] }],
    paths,
    components: {
      securitySchemes: {
        managementToken: { type: 'http', scheme: 'bearer', description: 'A management token, weir_mt_...' },
      },
      schemas: components,
    },
  };
}
