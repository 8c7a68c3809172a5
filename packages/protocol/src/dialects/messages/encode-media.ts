import type { DocumentPart, ImagePart, MediaSource } from '../../canonical/part.ts';
import { asObject, type JsonObject } from '../../json-read.ts';
import { given } from './read-field.ts';
import { type Block, cacheOf, nativeOf, type Writing } from './writing.ts';

/** Native fields of the block and, under `source`, of its source. */
function withSource(block: Block, source: JsonObject, native: JsonObject): Block {
  const { source: sourceRest, ...rest } = native;
  return { ...block, source: { ...source, ...asObject(sourceRest) }, ...rest };
}

function fileSource(id: string, { losses, own }: Writing): JsonObject {
  // Another vendor's id says nothing here.
  if (own) losses.can('file_id');
  else losses.cannot('file_id');
  return { type: 'file', file_id: id };
}

function imageSource(source: MediaSource, writing: Writing): JsonObject {
  const { losses } = writing;
  switch (source.kind) {
    case 'base64': {
      losses.can('image_base64');
      const { data, mediaType } = source;
      return { type: 'base64', media_type: mediaType === 'image/jpg' ? 'image/jpeg' : mediaType, data };
    }
    case 'url':
      losses.can('image_url');
      return { type: 'url', url: source.url };
    case 'file':
      return fileSource(source.id, writing);
    case 'text':
    case 'parts':
      losses.cannot('image_base64');
      return {};
  }
}

/** An image block. */
export function encodeImage(part: ImagePart, writing: Writing): Block {
  if (part.detail !== undefined && part.detail !== 'auto') writing.losses.cannot('image_detail');
  const native = nativeOf(part.native, writing);
  return withSource({ type: 'image', ...cacheOf(part.cache, writing) }, imageSource(part.source, writing), native);
}

function textSource(data: string): JsonObject {
  return { type: 'text', media_type: 'text/plain', data };
}

/** Formats of text that stand for themselves where they are read as plain text. */
const textual = /^(text\/|application\/(json|xml|x-yaml|yaml|javascript))/;

function base64Source(source: Extract<MediaSource, { kind: 'base64' }>, { losses, own }: Writing): JsonObject {
  losses.can('document_base64');
  const { data, mediaType } = source;
  if (own || mediaType === 'application/pdf') return { type: 'base64', media_type: mediaType, data };
  // The API takes PDF and plain text only (docs, "PDF support", "Files").
  if (!textual.test(mediaType)) losses.cannot('document_base64');
  return textSource(Buffer.from(data, 'base64').toString());
}

function documentSource(source: MediaSource, content: readonly Block[], writing: Writing): JsonObject {
  switch (source.kind) {
    case 'base64':
      return base64Source(source, writing);
    case 'url':
      writing.losses.can('document_url');
      return { type: 'url', url: source.url };
    case 'file':
      return fileSource(source.id, writing);
    case 'text':
      return textSource(source.text);
    case 'parts':
      return { type: 'content', content };
  }
}

function citationsOf({ citations }: DocumentPart, { losses }: Writing): Block {
  if (citations === undefined || (citations && !losses.can('citations'))) return {};
  return { citations: { enabled: citations } };
}

/** A document block, or the search result that it was; `content` is what its parts are, where it is made of parts. */
export function encodeDocument(part: DocumentPart, content: readonly Block[], writing: Writing): Block {
  const { filename, context, cache } = part;
  const native = nativeOf(part.native, writing);
  const common = {
    ...given('title', filename),
    ...citationsOf(part, writing),
    ...cacheOf(cache, writing),
  };
  if (native['type'] === 'search_result') return { ...common, content, ...native };
  if (context !== undefined) writing.losses.can('document_context');
  const block = { type: 'document', ...common, ...given('context', context) };
  return withSource(block, documentSource(part.source, content, writing), native);
}
