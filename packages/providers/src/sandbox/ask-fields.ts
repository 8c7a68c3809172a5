import { asObject, countAt, type JsonObject, listAt, textAt } from '@weir/protocol/json-read';

/** The text of a message's content, whole or in parts; empty where there is none. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part) => textAt(asObject(part), 'text') ?? '')
    .join(' ')
    .trim();
}

/** The first of these counts that the request states. */
export function firstCount(body: JsonObject, ...keys: readonly string[]): number | undefined {
  return keys.map((key) => countAt(body, key)).find((count) => count !== undefined);
}

/** True where the model's name says that it thinks first. */
export function isReasoner(model: string): boolean {
  return model.includes('reason');
}

/** The text of the last entry under `key`, where that is a message of the user's. */
export function lastUserText(body: JsonObject, key: string): string {
  const last = asObject(listAt(body, key).at(-1));
  return last?.['role'] === 'user' ? contentText(last['content']) : '';
}
