import { uniform } from '@weir/routing/random';
import { testSeed } from '@weir/testing/seed';
import { describe, expect, it } from 'vitest';
import { formatJson } from './format-json.ts';
import { jsonPlaces } from './json-places.ts';
import { readPlan } from './read-plan.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const sample = JSON.stringify(
  {
    strategy: { kind: 'race', start: { hedgeAfterMs: 1.5e2 }, children: [{ kind: 'target', model: 'a"\\u00e9\n' }] },
    x: [],
  },
  null,
  1,
);

describe('the places in a JSON text', () => {
  it('are found for what JSON.parse takes, and for nothing else', () => {
    const seed = testSeed('json places');
    const marks = '{}[],:"\\ 0-1eE.+tfn\nx\u0001';
    let valid = 0;
    for (let nth = 0; nth < 6_000; nth += 1) {
      const draw = (what: number, below: number) => Math.floor(uniform(seed, nth, what) * below);
      const at = draw(1, sample.length);
      const middle = draw(2, 2) === 0 ? marks[draw(3, marks.length)] : '';
      const text = `${sample.slice(0, at)}${middle}${sample.slice(at + draw(4, 3))}`;
      expect([text, jsonPlaces(text).ok]).toEqual([text, isJson(text)]);
      valid += Number(isJson(text));
    }
    expect(valid).toBeGreaterThan(200);
  });

  it('are lines and columns by path', () => {
    const read = jsonPlaces('{\n  "a": [1,\n    {"b": null}]\n}');
    expect(
      read.ok && Object.fromEntries([...read.places].map(([path, { line, column }]) => [path, [line, column]])),
    ).toEqual({
      '': [1, 1],
      a: [2, 8],
      'a.0': [2, 9],
      'a.1': [3, 5],
      'a.1.b': [3, 11],
    });
  });

  it.each([
    ['{\n  "a": 1,\n}', 3, 'A name in double quotes is missing: "}" stands there'],
    ['{"a": 1', 1, 'A comma or "}" is missing: the text ends'],
    ['{\n"a": 1\n"b": 2}', 3, 'A comma or "}" is missing: "\\"" stands there'],
    ['{"a": 1,\n "a": 2}', 2, '"a" is said twice'],
    ['[1]\n2', 2, 'The JSON has ended before this'],
    [`${'['.repeat(9_999)}`, 1, 'This is nested too deeply'],
  ])('says what is wrong with %j', (text, line, message) => {
    const read = jsonPlaces(text);
    expect(read).toMatchObject({ ok: false, fault: { line, message } });
  });
});

describe('the text of a plan', () => {
  it('is read with the line and path of what is wrong', () => {
    const text =
      '{"strategy": {\n "kind": "fallback",\n "children": [{"kind": "target", "provider": 7, "model": "m"}]}}';
    expect(readPlan(text)).toMatchObject({
      kind: 'broken',
      faults: [{ path: 'strategy.children.0.provider', message: 'must be a string', place: { line: 3 } }],
    });
  });

  it('is a plan though a value is out of bounds, for the form to say so', () => {
    const text = '{"strategy": {"kind": "target", "provider": "p", "model": "", "overrides": {"temperature": 7}}}';
    expect(readPlan(text)).toEqual({ kind: 'plan', plan: JSON.parse(text) });
  });

  it('is none with a field that nobody knows', () => {
    const text = '{"strategy": {"kind": "target", "provider": "p", "model": "m", "modle": "n"}}';
    expect(readPlan(text)).toMatchObject({ kind: 'broken', faults: [{ path: 'strategy.modle' }] });
  });

  it('is written so that what fits stands in a line', () => {
    const plan = {
      strategy: { kind: 'fallback', children: [{ kind: 'target', provider: 'a', model: 'b' }] },
      x: undefined,
    };
    expect(formatJson(plan)).toBe(
      [
        '{',
        '  "strategy": {',
        '    "kind": "fallback",',
        '    "children": [',
        '      { "kind": "target", "provider": "a", "model": "b" }',
        '    ]',
        '  }',
        '}',
      ].join('\n'),
    );
  });
});
