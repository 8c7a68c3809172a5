import { defined, withoutKnown } from '../../canonical/fields.ts';
import type { Annotation, TokenLogprob } from '../../canonical/part.ts';
import { asObject, type JsonObject, listAt, textAt } from '../../json-read.ts';

const urlFields = new Set(['type', 'url', 'title', 'start_index', 'end_index']);
const fileFields = new Set(['type', 'file_id', 'filename', 'index']);

function numberAt(object: JsonObject, key: string): number | undefined {
  const value = object[key];
  return typeof value === 'number' ? value : undefined;
}

function stringAt(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' ? value : undefined;
}

/** Reads an annotation of an output text. */
export function parseAnnotation(value: unknown): Annotation | undefined {
  const object = asObject(value);
  if (object === undefined) return undefined;
  const url = stringAt(object, 'url');
  const fileId = textAt(object, 'file_id');
  if (object['type'] === 'url_citation' && url !== undefined) {
    return {
      kind: 'url',
      url,
      ...defined({
        title: stringAt(object, 'title'),
        start: numberAt(object, 'start_index'),
        end: numberAt(object, 'end_index'),
        native: withoutKnown(object, urlFields),
      }),
    };
  }
  if (object['type'] === 'file_citation' && fileId !== undefined) {
    return {
      kind: 'file',
      fileId,
      ...defined({
        filename: stringAt(object, 'filename'),
        index: numberAt(object, 'index'),
        native: withoutKnown(object, fileFields),
      }),
    };
  }
  return { kind: 'native', value: object };
}

/** Writes an annotation; undefined for a form that this API has no word for. `textEnd` stands for an end that was not told. */
export function encodeAnnotation(annotation: Annotation, textEnd: number): JsonObject | undefined {
  switch (annotation.kind) {
    case 'url': {
      const { url, title, start, end, native } = annotation;
      // The API demands a title and offsets: without them the whole text is meant.
      return {
        ...native,
        type: 'url_citation',
        url,
        title: title ?? '',
        start_index: start ?? 0,
        end_index: end ?? textEnd,
      };
    }
    case 'file': {
      const { fileId, filename, index, native } = annotation;
      return { ...native, type: 'file_citation', file_id: fileId, ...defined({ filename }), index: index ?? 0 };
    }
    case 'document':
      return undefined;
    case 'native':
      return typeof annotation.value['type'] === 'string' && ownForms.has(annotation.value['type'])
        ? annotation.value
        : undefined;
  }
}

const ownForms: ReadonlySet<string> = new Set([
  'url_citation',
  'file_citation',
  'container_file_citation',
  'file_path',
]);

function parseBytes(value: unknown): readonly number[] | undefined {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'number') : undefined;
}

function tokenOf(value: unknown): TokenLogprob['top'][number] | undefined {
  const object = asObject(value);
  const token = object?.['token'];
  const logprob = object?.['logprob'];
  if (typeof token !== 'string' || typeof logprob !== 'number') return undefined;
  return { token, logprob, ...defined({ bytes: parseBytes(object?.['bytes']) }) };
}

/** Reads `logprobs` of an output text; undefined where there are none. */
export function parseLogprobs(value: unknown): readonly TokenLogprob[] | undefined {
  const tokens = (Array.isArray(value) ? value : []).flatMap((one) => {
    const token = tokenOf(one);
    if (token === undefined) return [];
    const top = listAt(asObject(one), 'top_logprobs').map(tokenOf);
    return [{ ...token, top: top.filter((other) => other !== undefined) }];
  });
  return tokens.length === 0 ? undefined : tokens;
}

/** Writes `logprobs`. Bytes are demanded by the API: of a token whose vendor tells none they are those of its text. */
export function encodeLogprobs(tokens: readonly TokenLogprob[]): readonly JsonObject[] {
  return tokens.map(({ token, logprob, bytes, top }) => ({
    token,
    logprob,
    bytes: bytes ?? [...Buffer.from(token)],
    top_logprobs: top.map((one) => ({ ...one, bytes: one.bytes ?? [...Buffer.from(one.token)] })),
  }));
}
