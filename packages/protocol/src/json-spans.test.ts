import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonErrorPosition } from './json-position.ts';
import { depthMax, fieldsMax, scanTopLevel } from './json-spans.ts';

const seed = 20_261_123;

/** Writes a document with white space wherever it may stand, and keys with escapes. */
function loose(value: unknown, space: string): string {
  return JSON.stringify(value, undefined, 1).replaceAll('\n', `\r\n\t${space}`);
}

describe('scanTopLevel', () => {
  it('finds the bytes of every value that JSON.parse finds', () => {
    const document = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 8 });
    fc.assert(
      fc.property(document, fc.constantFrom('', ' ', '  '), (source, space) => {
        for (const text of [JSON.stringify(source), loose(source, space)]) {
          const bytes = Buffer.from(`${space}${text}${space}`);
          const spans = scanTopLevel(bytes);
          expect([...(spans?.keys() ?? [])].sort()).toEqual(Object.keys(source).sort());
          for (const [key, [start, end]] of spans ?? []) {
            const value: unknown = JSON.parse(bytes.toString('utf8', start, end));
            expect(JSON.stringify(value)).toBe(JSON.stringify(source[key]));
          }
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  it('never takes a document cut short for a whole one', () => {
    const bytes = Buffer.from('{"a":[1,{"b":"}]\\"\\\\"}],"model":"x","n":-1.5e3,"t":true}');
    expect(scanTopLevel(bytes)?.size).toBe(4);
    for (let length = 0; length < bytes.length; length++) {
      expect(scanTopLevel(bytes.subarray(0, length)), `cut at ${length}`).toBeUndefined();
    }
  });

  it('sees through escapes in keys, and tells of each repeat', () => {
    const repeats: string[] = [];
    const bytes = Buffer.from('{"model":"a","\\u006dodel":"b","x":1,"x":2,"model":"c"}');
    const spans = scanTopLevel(bytes, { onRepeat: (key) => repeats.push(key) });
    expect(repeats).toEqual(['model', 'x', 'model']);
    expect(bytes.toString('utf8', ...(spans?.get('model') ?? [0, 0]))).toBe('"c"');
  });

  it('gives up on what is large by its shape, and says so', () => {
    const excess: string[] = [];
    const scan = (text: string) => scanTopLevel(Buffer.from(text), { onExcess: (what) => excess.push(what) });
    const fields = (count: number) => `{${Array.from({ length: count }, (_, at) => `"${at}":1`).join(',')}}`;
    const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
    expect([scan(fields(fieldsMax))?.size, scan(nested(depthMax))?.size]).toEqual([fieldsMax, 1]);
    expect(excess).toEqual([]);
    expect([scan(fields(fieldsMax + 1)), scan(nested(depthMax + 1))]).toEqual([undefined, undefined]);
    expect(excess).toEqual(['fields', 'depth']);
  });

  it('finds the end of long strings with quotes and backslashes in them', () => {
    const long = `${'A'.repeat(200)}\\"${'B'.repeat(100)}\\\\`;
    const bytes = Buffer.from(`{"image":"${long}","model":"m"}`);
    expect(bytes.toString('utf8', ...(scanTopLevel(bytes)?.get('model') ?? [0, 0]))).toBe('"m"');
  });

  it.each(['', '  ', '[]', '"{}"', '{"a"}', '{"a":}', '{"a":1 "b":2}', '{"a":1}x', '{a:1}', '{"a":1,}', '{"\\x":1}'])(
    'refuses %j',
    (text) => {
      expect(scanTopLevel(Buffer.from(text))).toBeUndefined();
    },
  );
});

describe('jsonErrorPosition', () => {
  it('finds an error exactly where JSON.parse refuses', () => {
    const mutation = fc.record({
      at: fc.nat(60),
      remove: fc.nat(2),
      insert: fc.constantFrom('', ',', '}', '"', '1', '\\', ' ', 'e', ']'),
    });
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), mutation, (source, { at, remove, insert }) => {
        const text = source.slice(0, at) + insert + source.slice(at + remove);
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(jsonErrorPosition(text) === undefined).toBe(valid);
      }),
      { seed, numRuns: 2_000 },
    );
  });

  it.each([
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ['[1,2', 4],
    ['{"a":"\n"}', 6],
    ['{"a":"\\x"}', 6],
    ['hello', 0],
    ['[1,,2]', 3],
    ['{} {}', 3],
    ['\uFEFF{}', 0],
  ])('points into %j at %i', (text, position) => {
    expect(jsonErrorPosition(text)).toBe(position);
  });

  it('agrees with the positions that the engine gives', () => {
    const texts = ['{"a":1 "b":2}', '{"a":[1 2]}', '{"long enough to be quoted": 12, "b" 2}', '{"a":"\\u12G4"}'];
    for (const text of texts) {
      let message = '';
      try {
        JSON.parse(text);
      } catch (error) {
        message = String(error);
      }
      const engine = /position (\d+)/.exec(message)?.[1];
      if (text.includes('\\u')) expect(jsonErrorPosition(text)).toBe(text.indexOf('\\u'));
      else expect(String(jsonErrorPosition(text))).toBe(engine);
    }
  });
});
