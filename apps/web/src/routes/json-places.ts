/** Where something stands in a text; lines and columns count from 1, `offset` from 0. */
export type TextPlace = { readonly offset: number; readonly line: number; readonly column: number };

/** Why a text is no JSON, or holds a name twice, and where. */
export type JsonFault = TextPlace & { readonly message: string };

/** Where each value of a JSON text stands, by its path (`strategy.children.0.model`); the whole of it is at ``. */
export type JsonPlaces =
  | { readonly ok: true; readonly places: ReadonlyMap<string, TextPlace> }
  | { readonly ok: false; readonly fault: JsonFault };

/** Deeper than any plan, and far from what the stack bears. */
const depthMax = 200;

class Broken extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/** The reading of a text: how far it is, and the offset of every value that was met. */
type Reading = { readonly text: string; at: number; readonly offsets: Map<string, number> };

const blank = /[ \t\n\r]*/y;
const string = /"(?:[^"\\\n\r]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const other = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

function take(reading: Reading, pattern: RegExp): string | undefined {
  pattern.lastIndex = reading.at;
  const found = pattern.exec(reading.text)?.[0];
  if (found !== undefined) reading.at += found.length;
  return found;
}

/** A text in quotes; control characters stand in it as escapes alone. */
function takeString(reading: Reading): string | undefined {
  const found = take(reading, string);
  return found === undefined || [...found].some((each) => each < ' ') ? undefined : found;
}

function skipBlanks(reading: Reading): string | undefined {
  take(reading, blank);
  return reading.text[reading.at];
}

function broken({ at, text }: Reading, wanted: string): Broken {
  const found = text[at];
  const met = found === undefined ? 'the text ends' : `${JSON.stringify(found)} stands there`;
  return new Broken(at, `${wanted} is missing: ${met}`);
}

function expectMark(reading: Reading, mark: string, wanted = JSON.stringify(mark)): void {
  if (skipBlanks(reading) !== mark) throw broken(reading, wanted);
  reading.at += 1;
}

/** Whether a list goes on after an item: a comma does, `close` ends it. */
function goesOn(reading: Reading, close: string): boolean {
  if (skipBlanks(reading) === close) {
    reading.at += 1;
    return false;
  }
  expectMark(reading, ',', `A comma or ${JSON.stringify(close)}`);
  return true;
}

const under = (path: string, name: string | number) => (path === '' ? String(name) : `${path}.${name}`);

function readObject(reading: Reading, path: string, depth: number): void {
  reading.at += 1;
  if (skipBlanks(reading) === '}') {
    reading.at += 1;
    return;
  }
  const names = new Set<string>();
  do {
    skipBlanks(reading);
    const start = reading.at;
    const quoted = takeString(reading);
    if (quoted === undefined) throw broken(reading, 'A name in double quotes');
    const name = String(JSON.parse(quoted));
    if (names.has(name)) throw new Broken(start, `${quoted} is said twice`);
    names.add(name);
    expectMark(reading, ':', 'A colon');
    readValue(reading, under(path, name), depth);
  } while (goesOn(reading, '}'));
}

function readArray(reading: Reading, path: string, depth: number): void {
  reading.at += 1;
  if (skipBlanks(reading) === ']') {
    reading.at += 1;
    return;
  }
  let index = 0;
  do {
    readValue(reading, under(path, index), depth);
    index += 1;
  } while (goesOn(reading, ']'));
}

function readValue(reading: Reading, path: string, depth: number): void {
  const first = skipBlanks(reading);
  if (depth > depthMax) throw new Broken(reading.at, 'This is nested too deeply');
  reading.offsets.set(path, reading.at);
  if (first === '{') readObject(reading, path, depth + 1);
  else if (first === '[') readArray(reading, path, depth + 1);
  else readPlain(reading, first);
}

function readPlain(reading: Reading, first: string | undefined): void {
  const { at } = reading;
  if (first !== '"') {
    if (take(reading, other) === undefined) throw broken(reading, 'A value');
  } else if (takeString(reading) === undefined) {
    throw new Broken(at, 'This text in quotes has no end in its line, or a wrong escape');
  }
}

/** Turns offsets, in rising order or not, into lines. */
function placer(text: string): (offset: number) => TextPlace {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { offset, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** Reads a text as JSON for the places of its values; a name that is said twice is a fault, for one of them would be lost. */
export function jsonPlaces(text: string): JsonPlaces {
  const reading: Reading = { text, at: 0, offsets: new Map() };
  const placeOf = placer(text);
  try {
    readValue(reading, '', 0);
    if (skipBlanks(reading) !== undefined) throw new Broken(reading.at, 'The JSON has ended before this');
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { ok: false, fault: { ...placeOf(error.offset), message: error.message } };
  }
  return { ok: true, places: new Map([...reading.offsets].map(([path, offset]) => [path, placeOf(offset)])) };
}

const start: TextPlace = { offset: 0, line: 1, column: 1 };

/** Where `path` stands in a text, or the nearest place above it that does. */
export function placeOfPath(places: ReadonlyMap<string, TextPlace>, path: string): TextPlace {
  for (let at = path; at !== ''; at = at.replace(/\.?[^.]*$/, '')) {
    const place = places.get(at);
    if (place !== undefined) return place;
  }
  return places.get('') ?? start;
}

/** The values of a JSON text by line: none where it is no JSON. */
export function placesIn(text: string): ReadonlyMap<string, TextPlace> {
  const read = jsonPlaces(text);
  return read.ok ? read.places : new Map();
}
