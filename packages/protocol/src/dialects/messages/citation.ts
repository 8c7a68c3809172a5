import type { Annotation } from '../../canonical/part.ts';
import { countAt, entryOf, type JsonObject, textAt } from '../../json-read.ts';
import { given, restOf } from './read-field.ts';

/** https://docs.anthropic.com/en/docs/build-with-claude/citations and its pages on search results and web search. */

type DocumentUnit = Extract<Annotation, { kind: 'document' }>['unit'];
type Location = { readonly unit: DocumentUnit; readonly start: string; readonly end: string };

const locations: Readonly<Record<string, Location>> = {
  char_location: { unit: 'char', start: 'start_char_index', end: 'end_char_index' },
  page_location: { unit: 'page', start: 'start_page_number', end: 'end_page_number' },
  content_block_location: { unit: 'block', start: 'start_block_index', end: 'end_block_index' },
};
const typeOfUnit: Readonly<Record<DocumentUnit, string>> = {
  char: 'char_location',
  page: 'page_location',
  block: 'content_block_location',
};

const searchResult = 'search_result_location';
const webKeys: ReadonlySet<string> = new Set(['type', 'url', 'title', 'cited_text']);
const resultKeys: ReadonlySet<string> = new Set(['source', 'title', 'cited_text']);

function textOf(citation: JsonObject, key: string): string | undefined {
  const value = citation[key];
  return typeof value === 'string' ? value : undefined;
}

function urlAnnotation(citation: JsonObject, key: 'url' | 'source', known: ReadonlySet<string>): Annotation {
  return {
    kind: 'url',
    url: textOf(citation, key) ?? '',
    ...given('title', textOf(citation, 'title')),
    ...given('citedText', textOf(citation, 'cited_text')),
    ...given('native', restOf(citation, known)),
  };
}

function documentAnnotation(citation: JsonObject, { unit, start, end }: Location): Annotation {
  const known = new Set(['type', 'document_index', 'document_title', 'cited_text', start, end]);
  return {
    kind: 'document',
    unit,
    start: countAt(citation, start) ?? 0,
    end: countAt(citation, end) ?? 0,
    ...given('documentIndex', countAt(citation, 'document_index')),
    ...given('title', textOf(citation, 'document_title')),
    ...given('citedText', textOf(citation, 'cited_text')),
    ...given('native', restOf(citation, known)),
  };
}

/** A citation of a text block. */
export function toAnnotation(citation: JsonObject): Annotation {
  const type = textAt(citation, 'type') ?? '';
  if (type === 'web_search_result_location') return urlAnnotation(citation, 'url', webKeys);
  if (type === searchResult) return urlAnnotation(citation, 'source', resultKeys);
  const location = entryOf(locations, type);
  return location === undefined ? { kind: 'native', value: citation } : documentAnnotation(citation, location);
}

function fromUrl({ url, title, citedText, native }: Extract<Annotation, { kind: 'url' }>): JsonObject {
  const words = { cited_text: citedText ?? '', title: title ?? null };
  if (native?.['type'] === searchResult) return { ...words, source: url, ...native };
  // Clients' types demand the index; only Anthropic's own search has one.
  return { type: 'web_search_result_location', url, ...words, encrypted_index: '', ...native };
}

/** The citation that an annotation is. Undefined for what a Messages text cannot hold. */
export function fromAnnotation(annotation: Annotation): JsonObject | undefined {
  switch (annotation.kind) {
    case 'url':
      return fromUrl(annotation);
    case 'document': {
      const { unit, start, end, documentIndex, title, citedText, native } = annotation;
      const type = typeOfUnit[unit];
      const keys = entryOf(locations, type);
      if (keys === undefined) return undefined;
      return {
        type,
        cited_text: citedText ?? '',
        document_index: documentIndex ?? 0,
        document_title: title ?? null,
        [keys.start]: start,
        [keys.end]: end,
        ...native,
      };
    }
    case 'file':
      return undefined;
    case 'native': {
      // Another dialect's own form has no `_location` for its type.
      const type = textAt(annotation.value, 'type');
      return type?.endsWith('_location') === true ? annotation.value : undefined;
    }
  }
}

/** The citation of an answer: clients' types demand the file of a document, though it be none. */
export function answerCitation(annotation: Annotation): JsonObject | undefined {
  const citation = fromAnnotation(annotation);
  return annotation.kind === 'document' && citation !== undefined ? { file_id: null, ...citation } : citation;
}

/** True for a citation that the API takes back: a web search's must carry the index that came with it. */
export function isReplayable(citation: JsonObject): boolean {
  return citation['type'] !== 'web_search_result_location' || textAt(citation, 'encrypted_index') !== undefined;
}
