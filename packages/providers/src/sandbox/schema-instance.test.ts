import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';
import { SchemaTooLarge, schemaInstance, writeInstance } from './schema-instance.ts';

/** What a schema says a value is, unknown to the compiler. */
type Parsed = ReturnType<typeof JSON.parse>;

const tree = {
  $ref: '#/$defs/node',
  $defs: {
    node: {
      type: 'object',
      properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/$defs/node' } } },
      required: ['name', 'children'],
    },
  },
};

describe('schemaInstance', () => {
  it.each([
    ['const', { const: 4 }, (value: Parsed) => value === 4],
    ['enum', { enum: ['a', 'b'] }, (value: Parsed) => value === 'a' || value === 'b'],
    ['integer', { type: 'integer', exclusiveMinimum: 4, maximum: 6 }, (value: Parsed) => [5, 6].includes(value)],
    ['multiples', { type: 'number', minimum: 7, maximum: 12, multipleOf: 5 }, (value: Parsed) => value === 10],
    ['a range below zero', { type: 'integer', maximum: -3 }, (value: Parsed) => value <= -3],
    [
      'lengths',
      { type: 'string', minLength: 20, maxLength: 22 },
      (value: Parsed) => value.length >= 20 && value.length <= 22,
    ],
    ['a format', { type: 'string', format: 'date-time' }, (value: Parsed) => !Number.isNaN(Date.parse(value))],
    ['null or text', { type: ['string', 'null'] }, (value: Parsed) => typeof value === 'string'],
    ['anyOf', { anyOf: [{ type: 'boolean' }, { type: 'null' }] }, (value: Parsed) => typeof value === 'boolean'],
    ['arrays', { type: 'array', items: { type: 'null' }, minItems: 3 }, (value: Parsed) => value.length === 3],
    ['no items', { type: 'array', maxItems: 0 }, (value: Parsed) => value.length === 0],
    ['tuples', { type: 'array', prefixItems: [{ const: 1 }, { const: 2 }] }, (value: Parsed) => value.join() === '1,2'],
    ['nothing at all', {}, (value: Parsed) => typeof value === 'string'],
    [
      'allOf',
      {
        allOf: [
          { type: 'object', properties: { a: { const: 1 } } },
          { properties: { b: { const: 2 } }, required: ['b'] },
        ],
      },
      (value: Parsed) => value.a === 1 && value.b === 2,
    ],
  ])('of %s is valid', (_what, schema, isValid) => {
    for (let seed = 0; seed < 50; seed++) {
      const value = schemaInstance(schema, createRandom(seed));
      expect(isValid(value), JSON.stringify(value)).toBe(true);
    }
  });

  it('of a schema that contains itself comes to an end', () => {
    const value = JSON.stringify(schemaInstance(tree, createRandom(1)));
    expect(value.length).toBeLessThan(1_000);
    expect(value).toContain('"children":[]');
  });

  it.each([
    ['refers to itself without an end', { $ref: '#/a', a: { $ref: '#/a' } }],
    [
      'branches without an end',
      {
        $ref: '#/$defs/node',
        $defs: {
          node: {
            type: 'object',
            properties: Object.fromEntries(Array.from({ length: 50 }, (_, at) => [at, { $ref: '#/$defs/node' }])),
          },
        },
      },
    ],
    ['wants a billion items', { type: 'array', items: { type: 'null' }, minItems: 1e9 }],
    ['wants a terabyte of text', { type: 'string', minLength: 1e12 }],
    ['has a text of its own that is too long', { const: 'x'.repeat(100_000) }],
  ])('of a schema that %s is refused, not tried', (_, schema) => {
    expect(() => writeInstance(schema, createRandom(1))).toThrow(SchemaTooLarge);
  });

  it('takes a reference that is badly escaped for one that leads nowhere', () => {
    expect(typeof schemaInstance({ $ref: '#/%E0%A4%A' }, createRandom(1))).toBe('string');
  });
});
