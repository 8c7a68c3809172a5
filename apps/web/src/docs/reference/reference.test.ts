import { describe, expect, it } from 'vitest';
import { endpointsOf } from '../../rest/endpoints.ts';
import { appRouter } from '../../trpc/app-router.ts';
import { readReference } from './document.ts';
import { exampleOf } from './example.ts';
import { fieldLines, shapesOf } from './fields.ts';
import { bodyExample, curlExample } from './request-example.ts';
import { readNode } from './schema-node.ts';
import { boundWords, typeParts } from './type-words.ts';

const reference = readReference();
const operations = reference.operations;
const endpoints = new Map(endpointsOf(appRouter).map((each) => [each.procedure.replaceAll('.', '-'), each]));

const typeOf = (schema: object) =>
  typeParts({ ...schema })
    .map(({ text }) => text)
    .join('');

describe.each(operations.map((operation) => ({ id: operation.id, operation })))(
  'the example of $id',
  ({ id, operation }) => {
    const endpoint = endpoints.get(id);

    it('is one that the operation takes', () => {
      const inPath = operation.parameters.filter(({ required }) => required);
      const path = Object.fromEntries(
        inPath.map(({ name, schema }) => [name, exampleOf(schema, reference.shapes, name)]),
      );
      const parsed = endpoint?.input.safeParse({ ...path, ...bodyExample(operation, reference) });
      expect(parsed?.error).toBeUndefined();
      expect(parsed?.success).toBe(true);
    });

    it('shows an answer that the operation could give', () => {
      const { schema } = operation.answer;
      if (schema === undefined) return;
      expect(endpoint?.output.safeParse(exampleOf(schema, reference.shapes)).error).toBeUndefined();
    });

    it('is a command with nothing left to fill but ids', () => {
      const command = curlExample(operation, reference, 'https://weir.example/api/v1');
      expect(command).toContain('https://weir.example/api/v1/');
      expect(command).not.toMatch(/[{]\w+[}]|undefined/);
    });
  },
);

it('explains every shape that an answer speaks of', () => {
  for (const { answer, body } of operations) {
    for (const name of shapesOf([answer.schema ?? {}, body ?? {}], reference.shapes)) {
      expect(fieldLines(reference.shapes[name] ?? {}).length, name).toBeGreaterThan(0);
    }
  }
});

describe('a type in words', () => {
  it.each([
    [{ type: 'string' }, 'text'],
    [{ type: ['string', 'null'] }, 'text or null'],
    [{ anyOf: [{ type: 'string', format: 'uuid' }, { type: 'null' }] }, 'id or null'],
    [{ type: 'array', items: { $ref: '#/components/schemas/Call' } }, 'list of Call'],
    [{ type: 'object', additionalProperties: { type: 'number' } }, 'names with number'],
    [{ enum: ['a', 'b'] }, '"a" | "b"'],
    [{ anyOf: [{ type: 'string' }, { type: 'boolean' }] }, 'text or true or false'],
    [{}, 'anything'],
  ])('%j is %s', (schema, words) => {
    expect(typeOf(schema)).toBe(words);
  });

  it.each([
    [{ type: 'integer', minimum: 1, maximum: 200 }, '1 to 200'],
    [{ type: 'string', minLength: 1, maxLength: 100 }, 'at most 100 characters'],
    [{ type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 }, undefined],
    [{ type: 'string', format: 'uuid', maxLength: 36 }, undefined],
  ])('the bounds of %j are %s', (schema, words) => {
    expect(boundWords(schema)).toBe(words);
  });
});

it('fields of objects that are spelled out stand below theirs, and those that take nothing nowhere', () => {
  const inner = { type: 'object', properties: { usd: { type: 'string' } }, required: ['usd'] };
  const schema = { type: 'object', properties: { lines: { type: 'array', items: inner }, limits: { not: {} } } };
  expect(fieldLines(schema).map(({ name, isRequired }) => [name, isRequired])).toEqual([
    ['lines', false],
    ['lines[].usd', true],
  ]);
  expect(readNode({ type: ['string', 'null'] })).toMatchObject({ type: 'string', isNullable: true });
});
