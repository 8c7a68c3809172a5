import { uuidv7 } from '@weir/runtime/uuid';
import { z } from 'zod';
import { ask, jsonOf } from './ask.ts';

const schema = z.looseObject({
  /** What it is besides null. */
  type: z
    .union([z.string(), z.array(z.string()).transform((types) => types.find((type) => type !== 'null'))])
    .optional(),
  format: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

const document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean(), schema })).default([]),
        requestBody: z
          .object({
            content: z.object({
              'application/json': z.object({
                schema: z.object({
                  properties: z.record(z.string(), schema),
                  required: z.array(z.string()).default([]),
                }),
              }),
            }),
          })
          .optional(),
      }),
    ),
  ),
});

type Schema = z.infer<typeof schema>;

/** A method at a path, as the OpenAPI document has it. */
export type Operation = {
  readonly method: string;
  /** With `{fields}`. */
  readonly path: string;
  readonly pathFields: readonly string[];
  /** Query parameters with their schemas. */
  readonly query: Readonly<Record<string, Schema>>;
  /** Those that have to be there, with a value each. */
  readonly queryNeeded: Readonly<Record<string, string>>;
  /** Fields of the body; undefined where it takes none. */
  readonly body:
    | { readonly properties: Readonly<Record<string, Schema>>; readonly required: readonly string[] }
    | undefined;
};

/** Every operation that the management API at `webUrl` says it has. */
export async function readOperations(webUrl: string): Promise<Operation[]> {
  const { paths } = document.parse(jsonOf(await ask(`${webUrl}/api/v1/openapi.json`)));
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      pathFields: parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name),
      query: Object.fromEntries(
        parameters.filter((parameter) => parameter.in === 'query').map(({ name, schema: each }) => [name, each]),
      ),
      queryNeeded: Object.fromEntries(
        parameters
          .filter((parameter) => parameter.in === 'query' && parameter.required)
          .map(({ name, schema: each }) => [name, String(sampleOf(name, each))]),
      ),
      body: requestBody?.content['application/json'].schema,
    })),
  );
}

/** Values that a schema alone does not tell. */
const known: Readonly<Record<string, () => unknown>> = {
  provider: () => 'openai',
  secret: () => 'sk-sample-0123456789',
  baseUrl: () => 'http://127.0.0.1:9/v1',
  usdPerMillion: () => ({ input: '1' }),
  plan: () => ({ strategy: { kind: 'target', provider: 'openai', model: 'gpt-4o' } }),
  role: () => 'viewer',
  email: () => `sample-${uuidv7()}@example.org`,
  memberIds: () => [],
  timeZone: () => 'Europe/Zurich',
  body: () => ({ model: 'sandbox/chat', messages: [{ role: 'user', content: 'Hi' }] }),
};

function sampleOf(name: string, of: Schema): unknown {
  const made = known[name]?.();
  if (made !== undefined) return made;
  if (of.enum !== undefined) return of.enum[0];
  if (of.format === 'uuid') return uuidv7();
  if (of.format === 'date-time') return new Date(Date.now() + 3_600_000).toISOString();
  switch (of.type) {
    case 'integer':
    case 'number':
      return of.minimum ?? 1;
    case 'boolean':
      return true;
    case 'array':
      return ['sample'];
    case 'object':
      return {};
    default:
      return `sample-${uuidv7()}`;
  }
}

/** True for a field that names a thing of ours. */
export function isId({ format }: Schema): boolean {
  return format === 'uuid';
}

/** A body with what is required and, of the rest, `extra`; undefined where the operation takes none. */
export function bodyOf({ body }: Operation, extra: Readonly<Record<string, unknown>> = {}): object | undefined {
  if (body === undefined) return undefined;
  const { properties, required } = body;
  const sampled = required.map((name) => [name, sampleOf(name, properties[name] ?? {})] as const);
  // No key of a test may lead to a vendor.
  const harmless = ['secret', 'baseUrl', 'skipTrial'].filter((name) => properties[name] !== undefined);
  const untried = Object.fromEntries(harmless.map((name) => [name, sampleOf(name, properties[name] ?? {})]));
  return { ...Object.fromEntries(sampled), ...untried, ...extra };
}

/** `path` with its fields filled in from `ids`. Throws for a field that `ids` does not know. */
export function fillPath(path: string, ids: (field: string) => string): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, field: string) => encodeURIComponent(ids(field)));
}

/** What an answer says, but for what differs between any two requests. */
export function gist({ status, text }: { readonly status: number; readonly text: string }): string {
  return `${status} ${text.replaceAll(/urn:uuid:[0-9a-f-]{36}/g, '')}`;
}
