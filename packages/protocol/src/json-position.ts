const space = /[ \t\n\r]*/y;
const scalar = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The index after what `pattern` matches at `start`; -1 where it does not match. */
function after(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

type Step = { readonly at: number; readonly ok: boolean };

function string(text: string, start: number): Step {
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { at: at + 1, ok: true };
    if (Number.isNaN(code) || code < 0x20) return { at, ok: false };
    if (code !== 0x5c) at++;
    else {
      const next = after(escaped, text, at);
      if (next === -1) return { at, ok: false };
      at = next;
    }
  }
}

function atom(text: string, start: number): Step {
  if (text[start] === '"') return string(text, start);
  const at = after(scalar, text, start);
  return at === -1 ? { at: start, ok: false } : { at, ok: true };
}

function skip(text: string, start: number): number {
  return after(space, text, start);
}

/** A key with its colon. */
function member(text: string, start: number): Step {
  if (text[start] !== '"') return { at: start, ok: false };
  const key = string(text, start);
  if (!key.ok) return key;
  const colon = skip(text, key.at);
  return text[colon] === ':' ? { at: skip(text, colon + 1), ok: true } : { at: colon, ok: false };
}

/** Opens what opens at `start` as far as its first value; `at` is where a value must follow, or where an empty one closed. */
function descend(text: string, start: number, open: string[]): Step & { readonly closed: boolean } {
  const bracket = text[start];
  if (bracket !== '{' && bracket !== '[') return { ...atom(text, start), closed: true };
  const close = bracket === '{' ? '}' : ']';
  const inside = skip(text, start + 1);
  if (text[inside] === close) return { at: inside + 1, ok: true, closed: true };
  open.push(close);
  const first = close === '}' ? member(text, inside) : { at: inside, ok: true };
  return { ...first, closed: false };
}

/** Closes what closes at `start`; `at` is where the next value must stand, or the end of the document. */
function ascend(text: string, start: number, open: string[]): Step {
  let at = skip(text, start);
  while (open.length > 0) {
    if (text[at] === open.at(-1)) {
      open.pop();
      at = skip(text, at + 1);
      continue;
    }
    if (text[at] !== ',') return { at, ok: false };
    at = skip(text, at + 1);
    return open.at(-1) === '}' ? member(text, at) : { at, ok: true };
  }
  return { at, ok: at === text.length };
}

/** The index of the first character that makes `text` invalid JSON (its length where it stops short); undefined where it is valid. */
export function jsonErrorPosition(text: string): number | undefined {
  const open: string[] = [];
  let at = skip(text, 0);
  for (;;) {
    const value = descend(text, at, open);
    if (!value.ok) return value.at;
    at = value.at;
    if (!value.closed) continue;
    const next = ascend(text, at, open);
    if (!next.ok) return next.at;
    if (open.length === 0) return undefined;
    at = next.at;
  }
}
