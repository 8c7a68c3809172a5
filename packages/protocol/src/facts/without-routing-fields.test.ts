import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Span, scanTopLevel } from '../json-spans.ts';
import { parseRequest } from '../parse-request.ts';
import { withoutRoutingFields } from './without-routing-fields.ts';

const hard = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('"models":', '{"provider":1}', '\\', '\\"', 'größe'),
);
const members = fc.uniqueArray(
  fc.tuple(fc.constantFrom('models', 'provider', 'stream_options', 'messages', 'a"b', 'x', 'größe', ''), hard),
  { selector: ([key]) => key, maxLength: 7 },
);
const space = fc.constantFrom('', ' ', '\n\t', '\r\n  ');
const key = (name: string, isEscaped: boolean): string =>
  isEscaped ? JSON.stringify(name).replace('m', '\\u006d').replace('p', '\\u0070') : JSON.stringify(name);

/** A body with white space wherever it may stand, and `model` among the members. */
const written = fc.tuple(members, space, space, fc.boolean(), fc.nat(7)).map(([list, before, after, isEscaped, at]) => {
  const all = list.map(([name, value]): [string, unknown] => [name, name === 'stream_options' ? { x: value } : value]);
  all.splice(at, 0, ['model', 'route']);
  const parts = all.map(
    ([name, one]) => `${before}${key(name, isEscaped)}${after}:${before}${JSON.stringify(one)}${after}`,
  );
  return Buffer.from(`${after}{${parts.join(',')}}${before}`);
});

function slice(body: Buffer, span: Span | undefined): string | undefined {
  return span === undefined ? undefined : body.toString('utf8', ...span);
}

describe('a body without the fields that only choose a target', () => {
  it('is the same document without them, every other byte as it was', () => {
    fc.assert(
      fc.property(written, (body) => {
        const without = withoutRoutingFields(body);
        const { models, provider, ...rest } = JSON.parse(body.toString());
        expect(JSON.parse(without.toString())).toEqual(rest);
        const before = scanTopLevel(body) ?? new Map<string, Span>();
        const after = scanTopLevel(without) ?? new Map<string, Span>();
        const kept = [...before.keys()].filter((name) => name !== 'models' && name !== 'provider');
        expect([...after.keys()]).toEqual(kept);
        for (const [name, span] of after) expect(slice(without, span)).toBe(slice(body, before.get(name)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the very same where it has none, or is no object', () => {
    for (const text of ['{"model":"m","messages":[{"models":1,"provider":2}]}', '[]', 'models', '']) {
      const body = Buffer.from(text);
      expect(withoutRoutingFields(body)).toBe(body);
    }
  });

  it('loses no white space that belongs to others', () => {
    const body = Buffer.from('{ "models": ["a"], "model": "m" ,\n "provider": {} }');
    expect(withoutRoutingFields(body).toString()).toBe('{  "model": "m"  }');
  });

  it.each(['models', 'provider'])('never has two of %s, of which one would stay', (name) => {
    const body = Buffer.from(`{"model":"m","${name}":[],"${name}":[]}`);
    expect(() => parseRequest('chat', body)).toThrow(`${name} stands more than once`);
  });
});
