/** A vendor's JSON, read plainly: a missing member reads as undefined. */
export type Json = ReturnType<typeof JSON.parse>;

/** The JSON of `text`; the text itself where it is none. */
export function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The list, else none. */
export function list(value: Json): Json[] {
  return Array.isArray(value) ? value : [];
}

/** The documents of a stream of server-sent events, in order, without `[DONE]` and empty ones. */
export function documentsOf(text: string): Json[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n\n')
    .map((frame) => frame.split('\n').filter((line) => line.startsWith('data:')))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.slice(5).trim()).join('\n'))
    .filter((data) => data !== '[DONE]' && data !== '')
    .map((data) => JSON.parse(data));
}
