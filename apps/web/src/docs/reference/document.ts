import { z } from 'zod';
import { managementApiDocument } from '../../rest/document.ts';
import type { JsonSchema } from '../../rest/json-schema.ts';

const schema = z.record(z.string(), z.unknown());
const content = z.looseObject({ 'application/json': z.looseObject({ schema }).optional() });

const operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()),
  parameters: z.array(
    z.looseObject({
      name: z.string(),
      in: z.enum(['path', 'query']),
      required: z.boolean(),
      description: z.string().optional(),
      schema,
    }),
  ),
  requestBody: z.looseObject({ content }).optional(),
  responses: z.record(z.string(), z.looseObject({ description: z.string(), content: content.optional() })),
});

const document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), schema) }),
});

export type Parameter = z.output<typeof operation>['parameters'][number];

/** One operation of the management API. */
export type Operation = {
  /** Its anchor on its page. */
  readonly id: string;
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly body: JsonSchema | undefined;
  /** Of success: its status, and what it holds. */
  readonly answer: { readonly status: string; readonly schema: JsonSchema | undefined };
};

/** The management API as its OpenAPI document describes it. */
export type Reference = {
  readonly operations: readonly Operation[];
  readonly shapes: Readonly<Record<string, JsonSchema>>;
};

type Read = z.output<typeof operation>;

function answerOf({ responses }: Read): Operation['answer'] {
  const [status = '200', response] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? [];
  return { status, schema: response?.content?.['application/json']?.schema };
}

function toOperation(path: string, method: string, read: Read): Operation {
  const { operationId, tags, summary, description, parameters, requestBody } = read;
  return {
    id: operationId,
    tag: tags[0] ?? '',
    method: method.toUpperCase(),
    path,
    summary,
    description,
    parameters,
    body: requestBody?.content['application/json']?.schema,
    answer: answerOf(read),
  };
}

let read: Reference | undefined;

/** Reads the OpenAPI document, once: it does not change while this process runs. */
export function readReference(): Reference {
  if (read !== undefined) return read;
  const { paths, components } = document.parse(managementApiDocument());
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, each]) => toOperation(path, method, each)),
  );
  read = { operations, shapes: components.schemas };
  return read;
}
