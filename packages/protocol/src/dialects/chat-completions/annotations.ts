import { defined, withoutKnown } from '../../canonical/fields.ts';
import type { Annotation } from '../../canonical/part.ts';
import { asObject, countAt, type JsonObject, listAt, objectAt, textAt } from '../../json-read.ts';

const citationFields = new Set(['url', 'title', 'start_index', 'end_index', 'content']);

/** One entry of `annotations`; `content` is OpenRouter's text of the page. */
export function parseAnnotation(value: unknown): Annotation | undefined {
  const object = asObject(value);
  if (object === undefined) return undefined;
  const cited = objectAt(object, 'url_citation');
  const url = textAt(cited, 'url');
  if (object['type'] !== 'url_citation' || cited === undefined || url === undefined) {
    return { kind: 'native', value: object };
  }
  return {
    kind: 'url',
    url,
    ...defined({
      title: textAt(cited, 'title'),
      start: countAt(cited, 'start_index'),
      end: countAt(cited, 'end_index'),
      citedText: textAt(cited, 'content'),
      native: withoutKnown(cited, citationFields),
    }),
  };
}

/** The `annotations` of a message or delta. */
export function parseAnnotations(message: JsonObject): readonly Annotation[] {
  return listAt(message, 'annotations').flatMap((value) => parseAnnotation(value) ?? []);
}

/**
 * An annotation as an entry of `annotations`, of a text that begins at `offset` of the content; undefined for citations of
 * documents, which have no form here.
 */
export function encodeAnnotation(annotation: Annotation, offset = 0): JsonObject | undefined {
  switch (annotation.kind) {
    case 'url': {
      const { url, title, start, end, citedText, native } = annotation;
      // OpenAI's schema demands title and both indexes: an empty range at 0 is what vendors write who know none.
      const isPlaced = start !== undefined && end !== undefined;
      const place = isPlaced
        ? { start_index: start + offset, end_index: end + offset }
        : { start_index: 0, end_index: 0 };
      const cited = { url, title: title ?? url, ...place };
      return {
        type: 'url_citation',
        url_citation: { ...native, ...cited, ...(citedText === undefined ? {} : { content: citedText }) },
      };
    }
    case 'native':
      return annotation.value;
    case 'document':
    case 'file':
      return undefined;
  }
}

/** The pages that an answer names beside its text (Perplexity, xAI): `search_results` say more than `citations`. */
export function citationsOf(body: JsonObject): readonly Annotation[] {
  const results = listAt(body, 'search_results').map(asObject);
  const found = results.flatMap((result): Annotation[] => {
    const url = textAt(result, 'url');
    const title = textAt(result, 'title');
    return url === undefined ? [] : [{ kind: 'url', url, ...defined({ title, citedText: textAt(result, 'snippet') }) }];
  });
  if (found.length > 0) return found;
  return listAt(body, 'citations').flatMap((url): Annotation[] =>
    typeof url === 'string' && url !== '' ? [{ kind: 'url', url }] : [],
  );
}
