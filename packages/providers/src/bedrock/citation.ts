import type { Annotation } from '@weir/protocol/canonical/part';
import { asObject, countAt, type JsonObject, listAt, objectAt, textAt } from '@weir/protocol/json-read';

/** Where in a document, by the member of `location` that is there. */
const units = { documentChar: 'char', documentPage: 'page', documentChunk: 'block' } as const;

function citedText(citation: JsonObject): string | undefined {
  const texts = listAt(citation, 'sourceContent').flatMap((entry) => textAt(asObject(entry), 'text') ?? []);
  return texts.length === 0 ? undefined : texts.join('');
}

type Said = { readonly title?: string; readonly citedText?: string };

function saidBy(citation: JsonObject): Said {
  const title = textAt(citation, 'title');
  const cited = citedText(citation);
  return {
    ...(title === undefined ? {} : { title }),
    ...(cited === undefined ? {} : { citedText: cited }),
  };
}

function ofDocument(location: JsonObject, said: Said): Annotation | undefined {
  for (const [member, unit] of Object.entries(units)) {
    const place = objectAt(location, member);
    if (place === undefined) continue;
    const documentIndex = countAt(place, 'documentIndex');
    const start = countAt(place, 'start') ?? 0;
    const end = countAt(place, 'end') ?? start;
    return {
      kind: 'document',
      unit,
      start,
      end,
      ...said,
      ...(documentIndex === undefined ? {} : { documentIndex }),
    };
  }
  return undefined;
}

/**
 * A citation, whole or as it comes in a stream: of a document, or of a page or search result with an address.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CitationLocation.html.
 */
export function toAnnotation(citation: JsonObject): Annotation | undefined {
  const location = objectAt(citation, 'location') ?? {};
  const said = saidBy(citation);
  const url = textAt(objectAt(location, 'web'), 'url') ?? textAt(citation, 'source');
  return ofDocument(location, said) ?? (url === undefined ? undefined : { kind: 'url', url, ...said });
}
