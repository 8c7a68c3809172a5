import type { DocumentPart, MediaSource } from '@weir/protocol/canonical/part';
import type { JsonObject } from '@weir/protocol/json-read';
import { defined } from '../shared/defined.ts';

/** The text of a document that is nothing else; Cohere reads no files. */
export function documentText(source: MediaSource): string | undefined {
  if (source.kind === 'text') return source.text;
  if (source.kind === 'parts') {
    return source.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('\n\n');
  }
  if (source.kind !== 'base64' || !/^text\/|^application\/json\b/i.test(source.mediaType)) return undefined;
  return Buffer.from(source.data, 'base64').toString();
}

/** A document as `documents` and results of tools have it; `id` is what citations name it by. */
export function toDocument({ source, filename, context }: DocumentPart, id: string): JsonObject | undefined {
  const text = documentText(source);
  return text === undefined ? undefined : { id, data: defined({ title: filename, text, context }) };
}
