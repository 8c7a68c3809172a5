/** Text that JSON may carry and Postgres may not: NUL, and halves of surrogate pairs. */
const unstorable = /\\u0000|\\ud[89a-f]/i;

function clean(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

function cleanDeep(value: unknown): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map(cleanDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), cleanDeep(inner)]));
}

/** Plain JSON `value` as text that Postgres takes as `json` and `jsonb`: what it cannot store becomes U+FFFD. */
export function postgresJson(value: unknown): string {
  const text = JSON.stringify(value);
  return unstorable.test(text) ? JSON.stringify(cleanDeep(value)) : text;
}

/** `text` as a `text` column takes it. */
export function postgresText(text: string): string {
  return clean(text);
}
