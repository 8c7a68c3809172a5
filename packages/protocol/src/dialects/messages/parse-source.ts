import type { CacheMark, MediaSource } from '../../canonical/part.ts';
import type { JsonObject } from '../../json-read.ts';
import { fault, given, isAbsent, needObject, needText, optionalText, restOf } from './read-field.ts';

/** A source, and what of its fields has no canonical name. */
export type ReadSource = { readonly source: MediaSource; readonly rest: JsonObject | undefined };

type Reader = (source: JsonObject, field: string) => MediaSource;

const readers: Readonly<Record<string, Reader>> = {
  base64: (source, field) => ({
    kind: 'base64',
    data: needText(source, 'data', field),
    mediaType: needText(source, 'media_type', field),
  }),
  url: (source, field) => ({ kind: 'url', url: needText(source, 'url', field) }),
  file: (source, field) => ({ kind: 'file', id: needText(source, 'file_id', field) }),
  text: (source, field) => ({ kind: 'text', text: needText(source, 'data', field) }),
};

const knownKeys: ReadonlySet<string> = new Set(['type', 'data', 'media_type', 'url', 'file_id', 'content']);

/** The `source` of an image or a document, but for those made of content blocks. `types`: those that may stand here. */
export function readSource(value: unknown, field: string, types: readonly string[]): ReadSource {
  const source = needObject(value, field);
  const type = needText(source, 'type', field);
  const reader = types.includes(type) && Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (reader === undefined) throw fault(`${field}.type`, `must be one of ${types.join(', ')}`);
  return { source: reader(source, field), rest: restOf(source, knownKeys) };
}

/** The `cache_control` of a block, a tool or the request. */
export function readCache(holder: JsonObject, field: string): { readonly cache?: CacheMark } {
  if (isAbsent(holder['cache_control'])) return {};
  const mark = needObject(holder['cache_control'], field);
  if (mark['type'] !== 'ephemeral') throw fault(`${field}.type`, 'must be ephemeral');
  const ttl = optionalText(mark, 'ttl', field);
  if (ttl !== undefined && ttl !== '5m' && ttl !== '1h') throw fault(`${field}.ttl`, 'must be 5m or 1h');
  return { cache: { ...given('ttl', ttl) } };
}
