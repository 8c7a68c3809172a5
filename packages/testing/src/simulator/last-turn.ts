import { asList, asObject, type JsonObject } from '@weir/protocol/json-read';

/** Who spoke last in a conversation of any dialect, and what. */
export type LastTurn = { readonly role: string; readonly text: string };

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return asList(content)
    .map((part) => asObject(part)?.['text'])
    .filter((text) => typeof text === 'string')
    .join('');
}

/** The last turn of a request's body; undefined where it has none. */
export function lastTurn(body: JsonObject): LastTurn | undefined {
  const last = asObject(asList(body['messages'] ?? body['contents'] ?? body['input']).at(-1));
  const role = last?.['role'];
  return typeof role === 'string' ? { role, text: textOf(last?.['content'] ?? last?.['parts']) } : undefined;
}

/** True for a turn of the model's own, which it is to go on with. */
export function isAnswer({ role }: LastTurn): boolean {
  return role === 'assistant' || role === 'model';
}
