import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseInput } from './parse-input.ts';

const schema = z.strictObject({
  name: z.string(),
  attributes: z.record(z.string(), z.string()).optional(),
  models: z.array(z.string()).optional(),
});

describe('input that Postgres cannot store', () => {
  it.each([
    ['name', { name: 'a\0b' }],
    ['name', { name: 'a\ud800' }],
    ['attributes.team', { name: 'a', attributes: { team: '\udc00x' } }],
    ['attributes', { name: 'a', attributes: { 'te\0am': 'x' } }],
    ['models.1', { name: 'a', models: ['x', 'y\0'] }],
  ])('is refused, naming %s', (field, input) => {
    expect(() => parseInput(schema, input)).toThrow(expect.objectContaining({ code: 'invalid', field }));
  });

  it('is not every script and sign', () => {
    const input = { name: 'é漢😀\u{10ffff}\u0001\u200d', attributes: { '🌊': '\r\n' } };
    expect(parseInput(schema, input)).toEqual(input);
  });
});

describe('input without end', () => {
  const loose = z.strictObject({ request: z.unknown() });
  const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

  it('is refused before anything goes through it', () => {
    for (const depth of [102, 100_000]) {
      const refusal = expect.objectContaining({ code: 'invalid', field: 'request' });
      expect(() => parseInput(loose, { request: nested(depth) })).toThrow(refusal);
    }
  });

  it('is not what anybody sends', () => {
    expect(parseInput(loose, { request: nested(60) })).toEqual({ request: nested(60) });
  });
});
