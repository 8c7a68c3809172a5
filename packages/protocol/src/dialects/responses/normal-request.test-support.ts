import { asObject, type JsonObject } from '../../json-read.ts';

/** Two spellings of one request compare equal: for tests of the way there and back. */
export function normalRequest(body: JsonObject): JsonObject {
  const { input, include, ...rest } = body;
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
  return {
    ...normalFields(withoutDefaults(rest)),
    ...(Array.isArray(items) && items.length > 0 ? { input: items.map(normalItem) } : {}),
    ...(Array.isArray(include) && include.length > 0 ? { include: [...include].sort() } : {}),
  };
}

const defaults: JsonObject = { truncation: 'disabled', background: false, stream: false };

function withoutDefaults(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).filter(([key, value]) => !(key in defaults && defaults[key] === value)),
  );
}

function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  const object = asObject(value);
  return object === undefined ? value : normalFields(object);
}

/** Null is absent; so is an empty `tools`, `text` or `reasoning`. */
function normalFields(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([key, value]) => value !== null && value !== undefined && !isEmpty(key, value))
      .map(([key, value]) => [key, normal(value)]),
  );
}

const maybeEmpty: ReadonlySet<string> = new Set(['tools', 'text', 'reasoning', 'annotations', 'logprobs', 'content']);

function isEmpty(key: string, value: unknown): boolean {
  if (!maybeEmpty.has(key)) return false;
  if (Array.isArray(value)) return value.length === 0;
  const object = asObject(value);
  return object !== undefined && Object.keys(object).length === 0;
}

function normalContent(content: unknown): unknown {
  if (!Array.isArray(content)) return content;
  const parts = content.map((part) => {
    const fields = asObject(normal(part)) ?? {};
    const isText = fields['type'] === 'output_text' || fields['type'] === 'text';
    return isText ? { ...fields, type: 'input_text' } : fields;
  });
  const [only] = parts;
  const isPlain = parts.length === 1 && only?.['type'] === 'input_text' && Object.keys(only).length === 2;
  return isPlain ? only['text'] : parts;
}

function normalItem(item: unknown): unknown {
  const object = asObject(item);
  if (object === undefined) return item;
  const { content, output, status, ...rest } = object;
  const type = object['type'] ?? (object['role'] === undefined ? 'item_reference' : 'message');
  return {
    ...normalFields(rest),
    type,
    ...(status === undefined || status === null || status === 'completed' ? {} : { status }),
    ...(content === undefined || content === null || (type === 'reasoning' && isEmpty('content', content))
      ? {}
      : { content: normalContent(content) }),
    ...(output === undefined || output === null ? {} : { output: normalContent(output) }),
  };
}
