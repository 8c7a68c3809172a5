import type { Annotation } from '@weir/protocol/canonical/part';
import { asObject, countAt, type JsonObject, listAt, objectAt, textAt } from '@weir/protocol/json-read';

function ofDocument(source: JsonObject, citation: JsonObject): Annotation | undefined {
  const data = objectAt(source, 'document');
  const title = textAt(data, 'title');
  const citedText = textAt(data, 'text');
  const url = textAt(data, 'url');
  const start = countAt(citation, 'start');
  const end = countAt(citation, 'end');
  const said = {
    ...(title === undefined ? {} : { title }),
    ...(citedText === undefined ? {} : { citedText }),
  };
  if (url !== undefined) {
    return {
      kind: 'url',
      url,
      ...said,
      ...(start === undefined ? {} : { start }),
      ...(end === undefined ? {} : { end }),
    };
  }
  // The documents of a translated request are named by their place.
  const place = /^document-(\d+)$/.exec(textAt(source, 'id') ?? '')?.[1];
  return {
    kind: 'document',
    ...(place === undefined ? {} : { documentIndex: Number(place) }),
    ...said,
    unit: 'char',
    start: 0,
    end: citedText?.length ?? 0,
  };
}

/**
 * What a citation points at. Cohere names the whole document; an address of its own makes it a page. Citations of tool
 * results are left out: the client has the result, and no dialect has words for it.
 * Source: https://docs.cohere.com/docs/rag-citations.
 */
export function toAnnotations(citation: JsonObject): readonly Annotation[] {
  return listAt(citation, 'sources').flatMap((entry): Annotation | [] => {
    const source = asObject(entry);
    return source?.['type'] === 'document' ? (ofDocument(source, citation) ?? []) : [];
  });
}
