import type { Json } from '../stated/json.ts';
import type { Random } from './random.ts';

/** Texts that have broken readers before: surrogates alone, keys of every object, controls, numbers as text, a long one. */
const texts = [
  '',
  '\ud800',
  'x\udc00y',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\u0000',
  '\u2028',
  '-0',
  '1e999',
  'data:image/png;base64,!!!',
  'data:,',
  'eyJ3ZWlyIjox',
  'tool',
  'function',
  '🪨'.repeat(50),
] as const;

const values: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  [],
  {},
  [[]],
  [null],
  [{}],
  { type: null },
  { type: 'text' },
  { type: '__proto__' },
  'text',
];

function deep(levels: number): Json {
  let value: Json = 'x';
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

function hostile(random: Random): Json {
  const dice = random.below(40);
  if (dice === 0) return deep(3 + random.below(60));
  if (dice === 1) return 'y'.repeat(20_000);
  if (dice === 2) return Array.from({ length: 300 }, () => ({ role: 'user' }));
  return dice < 18 ? random.pick(texts) : structuredClone(random.pick(values));
}

type Place = { readonly holder: Json; readonly key: string | number };

function placesIn(value: Json, into: Place[]): Place[] {
  if (typeof value !== 'object' || value === null) return into;
  for (const key of Object.keys(value)) {
    into.push({ holder: value, key });
    placesIn(value[key], into);
  }
  return into;
}

function change({ holder, key }: Place, random: Random): void {
  switch (random.below(6)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
      break;
    case 1:
      if (Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]));
      else holder[random.pick(texts)] = structuredClone(holder[key]);
      break;
    case 2:
      if (Array.isArray(holder)) holder.reverse();
      else holder[random.pick(['type', 'role', 'content', 'id', 'index', 'parts', 'name'])] = hostile(random);
      break;
    default:
      Object.defineProperty(holder, key, {
        value: hostile(random),
        enumerable: true,
        writable: true,
        configurable: true,
      });
  }
}

/** A document with one to four things wrong in it; the original stays as it is. */
export function mutated(document: Json, random: Random): Json {
  const copy = structuredClone(document);
  const times = 1 + random.below(4);
  for (let time = 0; time < times; time++) {
    const places = placesIn(copy, []);
    if (places.length > 0) change(random.pick(places), random);
  }
  return copy;
}

/** JSON text with the bytes themselves wrong: cut, doubled, invalid UTF-8, a key twice, prototype keys, deep nesting. */
export function mangled(text: string, random: Random): Buffer {
  const bytes = Buffer.from(text);
  const at = random.below(bytes.length + 1);
  switch (random.below(7)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes]);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff, 0xc0, 0x80]), bytes.subarray(at)]);
    case 3:
      return Buffer.from(text.replace('{', '{"model":"a","model":"b",'));
    case 4:
      return Buffer.from(text.replace('{', '{"__proto__":{"role":"user"},"constructor":{"prototype":1},'));
    case 5: {
      const depth = 10 + random.below(5_000);
      return Buffer.from(text.replace('{', `{"deep":${'['.repeat(depth)}${']'.repeat(depth)},`));
    }
    default:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from('"\\ud800"'), bytes.subarray(at)]);
  }
}
