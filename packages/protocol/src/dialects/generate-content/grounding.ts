import { defined } from '../../canonical/fields.ts';
import type { Annotation } from '../../canonical/part.ts';
import { asObject, countAt, type JsonObject, listAt, objectAt, textAt } from '../../json-read.ts';
import type { ByteOffsets } from './byte-offsets.ts';

type Link = Extract<Annotation, { kind: 'url' }>;

/** The page or place that a chunk of the grounding is from. */
function linkOf(chunk: JsonObject | undefined): Link | undefined {
  const source = objectAt(chunk, 'web') ?? objectAt(chunk, 'maps') ?? objectAt(chunk, 'retrievedContext');
  const url = textAt(source, 'uri');
  return url === undefined ? undefined : { kind: 'url', url, ...defined({ title: textAt(source, 'title') }) };
}

/** Offsets are bytes of all of the candidate's text (https://ai.google.dev/api/generate-content#Segment). */
function rangeOf(segment: JsonObject | undefined, offsets: ByteOffsets): Pick<Link, 'start' | 'end'> {
  const end = countAt(segment, 'endIndex');
  if (end === undefined) return {};
  return { start: offsets.unitAt(countAt(segment, 'startIndex') ?? 0), end: offsets.unitAt(end) };
}

function groundingLinks(metadata: JsonObject | undefined, offsets: ByteOffsets): readonly Link[] {
  const links = listAt(metadata, 'groundingChunks').map((chunk) => linkOf(asObject(chunk)));
  const used = new Set<unknown>();
  const supported = listAt(metadata, 'groundingSupports').flatMap((entry) => {
    const support = asObject(entry);
    const range = rangeOf(objectAt(support, 'segment'), offsets);
    return listAt(support, 'groundingChunkIndices').flatMap((index) => {
      const link = typeof index === 'number' ? links[index] : undefined;
      used.add(link);
      return link === undefined ? [] : [{ ...link, ...range }];
    });
  });
  return [...supported, ...links.flatMap((link) => (link === undefined || used.has(link) ? [] : [link]))];
}

function citationLinks(metadata: JsonObject | undefined, offsets: ByteOffsets): readonly Link[] {
  // Vertex calls the list `citations`.
  return [...listAt(metadata, 'citationSources'), ...listAt(metadata, 'citations')].flatMap((entry) => {
    const source = asObject(entry);
    const url = textAt(source, 'uri');
    if (url === undefined) return [];
    return [{ kind: 'url', url, ...defined({ title: textAt(source, 'title') }), ...rangeOf(source, offsets) }];
  });
}

/** Where a part of a candidate's text lies in all of it, in UTF-16 units. */
export type TextRange = { readonly from: number; readonly to: number };

function within(link: Link, { from, to }: TextRange): readonly Link[] {
  const { start, end } = link;
  if (start === undefined || end === undefined) return [link];
  return start >= from && end <= to ? [{ ...link, start: start - from, end: end - from }] : [];
}

/** The sources that a candidate names for the part of its text in `range`. */
export function annotationsOf(candidate: JsonObject, offsets: ByteOffsets, range: TextRange): readonly Annotation[] {
  const links = [
    ...groundingLinks(objectAt(candidate, 'groundingMetadata'), offsets),
    ...citationLinks(objectAt(candidate, 'citationMetadata'), offsets),
  ];
  return links.flatMap((link) => within(link, range));
}

/** An annotation and where its part begins in the candidate's text. */
export type Placed = { readonly annotation: Annotation; readonly from: number };

/** The metadata that names the sources of a candidate's text; undefined where there are none that this dialect knows. */
export function groundingMetadata(placed: readonly Placed[], offsets: ByteOffsets): JsonObject | undefined {
  const chunks: JsonObject[] = [];
  const indexes = new Map<string, number>();
  const supports: JsonObject[] = [];
  for (const { annotation, from } of placed) {
    if (annotation.kind !== 'url') continue;
    const { url, title, start, end } = annotation;
    const key = JSON.stringify([url, title]);
    const index = indexes.get(key) ?? chunks.push({ web: { uri: url, ...defined({ title }) } }) - 1;
    indexes.set(key, index);
    if (start === undefined || end === undefined) continue;
    const segment = { startIndex: offsets.byteAt(from + start), endIndex: offsets.byteAt(from + end) };
    supports.push({ segment, groundingChunkIndices: [index] });
  }
  if (chunks.length === 0) return undefined;
  return { groundingChunks: chunks, ...(supports.length === 0 ? {} : { groundingSupports: supports }) };
}
