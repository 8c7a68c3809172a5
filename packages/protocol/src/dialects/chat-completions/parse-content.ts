import { defined, Fields, listOf, objectOf, refused, textOf } from '../../canonical/fields.ts';
import type { CacheMark, MediaSource, Part } from '../../canonical/part.ts';
import { asObject, entryOf, type JsonObject, textAt } from '../../json-read.ts';
import { audioTypeOf, documentTypeOf, sourceOfUrl } from './media.ts';

/** A `cache_control` as Anthropic has it; any other form stays where it was. */
export function cacheMarkOf(value: unknown): CacheMark | undefined {
  const mark = asObject(value);
  if (mark?.['type'] !== 'ephemeral') return undefined;
  const ttl = mark['ttl'];
  if (ttl === '5m' || ttl === '1h') return { ttl };
  return ttl === undefined || ttl === null ? {} : undefined;
}

/** Cache mark and unknown fields of a part or tool: what every reader adds. */
export function extrasOf(fields: Fields, known: readonly string[]): { cache?: CacheMark; native?: JsonObject } {
  const cache = cacheMarkOf(fields.value('cache_control'));
  const read = new Set(cache === undefined ? known : [...known, 'cache_control']);
  return defined({ cache, native: fields.rest(read) });
}

/** The text under `key`, or under `inner` of the object there: vendors take both. */
function textOrWithin(fields: Fields, key: string, inner: string): string {
  const value = fields.value(key);
  if (typeof value === 'string') return value;
  return new Fields(objectOf(value, fields.at(key)), fields.at(key)).needText(inner);
}

/** What of the object under `key` nobody reads. */
function restWithin(fields: Fields, key: string, known: readonly string[]): JsonObject | undefined {
  const object = asObject(fields.value(key));
  const rest = object === undefined ? undefined : new Fields(object, key).rest(new Set(known));
  return rest === undefined ? undefined : { [key]: rest };
}

/** The extras of a part with an object inside; that object's own unknown fields stay under its key. */
function mediaExtras(
  fields: Fields,
  key: string,
  known: readonly string[],
): { cache?: CacheMark; native?: JsonObject } {
  const { native, ...rest } = extrasOf(fields, ['type', key, 'uuid']);
  const inner = restWithin(fields, key, known);
  return {
    ...rest,
    ...defined({ native: native === undefined && inner === undefined ? undefined : { ...native, ...inner } }),
  };
}

type Reader = (fields: Fields) => Part;

function textPart(fields: Fields): Part {
  return { kind: 'text', text: fields.needText('text'), ...extrasOf(fields, ['type', 'text']) };
}

function refusalPart(fields: Fields): Part {
  return { kind: 'refusal', text: fields.needText('refusal'), ...extrasOf(fields, ['type', 'refusal']) };
}

function imagePart(fields: Fields): Part {
  const url = textOrWithin(fields, 'image_url', 'url');
  const detail = fields.value('detail') ?? asObject(fields.value('image_url'))?.['detail'];
  return {
    kind: 'image',
    source: sourceOfUrl(url),
    ...defined({
      detail: detail === undefined || detail === null ? undefined : textOf(detail, fields.at('image_url.detail')),
    }),
    ...withoutDetail(mediaExtras(fields, 'image_url', ['url', 'detail'])),
  };
}

/** `detail` beside `image_url` is another spelling of the one inside. */
function withoutDetail({ native, ...rest }: { cache?: CacheMark; native?: JsonObject }): {
  cache?: CacheMark;
  native?: JsonObject;
} {
  const { detail, ...others } = native ?? {};
  return { ...rest, ...(Object.keys(others).length === 0 ? {} : { native: others }) };
}

function videoPart(fields: Fields): Part {
  const url = textOrWithin(fields, 'video_url', 'url');
  return { kind: 'video', source: sourceOfUrl(url), ...mediaExtras(fields, 'video_url', ['url']) };
}

/** vLLM's sound by URL. */
function audioUrlPart(fields: Fields): Part {
  const url = textOrWithin(fields, 'audio_url', 'url');
  return { kind: 'audio', source: sourceOfUrl(url), ...mediaExtras(fields, 'audio_url', ['url']) };
}

/** OpenAI has `{data, format}`; Mistral a text that is base64, a data URL or a URL. */
function audioPart(fields: Fields): Part {
  const value = fields.value('input_audio');
  const extras = mediaExtras(fields, 'input_audio', ['data', 'format']);
  if (typeof value === 'string') {
    const isUrl = /^(?:data|https?):/.test(value.slice(0, 8));
    const source: MediaSource = isUrl ? sourceOfUrl(value) : { kind: 'base64', mediaType: 'audio/mpeg', data: value };
    return { kind: 'audio', source, ...extras };
  }
  const audio = new Fields(objectOf(value, fields.at('input_audio')), fields.at('input_audio'));
  const mediaType = audioTypeOf(audio.needText('format'));
  return { kind: 'audio', source: { kind: 'base64', mediaType, data: audio.needText('data') }, ...extras };
}

/** `file_data` is a data URL; OpenRouter also takes a URL, and bare base64 is read as the file that its name says. */
function fileSource(file: Fields): MediaSource {
  const id = file.text('file_id');
  if (id !== undefined) return { kind: 'file', id };
  const data = file.needText('file_data');
  if (/^(?:data|https?):/.test(data.slice(0, 8))) return sourceOfUrl(data);
  return { kind: 'base64', mediaType: documentTypeOf(file.text('filename')), data };
}

function filePart(fields: Fields): Part {
  const file = fields.nested('file');
  if (file === undefined) throw refused(fields.at('file'), 'an object');
  return {
    kind: 'document',
    source: fileSource(file),
    ...defined({ filename: file.text('filename') }),
    ...mediaExtras(
      fields,
      'file',
      file.text('file_id') === undefined ? ['file_data', 'filename'] : ['file_id', 'filename'],
    ),
  };
}

/** Mistral's document by URL. */
function documentUrlPart(fields: Fields): Part {
  return {
    kind: 'document',
    source: sourceOfUrl(textOrWithin(fields, 'document_url', 'url')),
    ...defined({ filename: fields.text('document_name') }),
    ...extrasOf(fields, ['type', 'document_url', 'document_name']),
  };
}

/** Mistral's reasoning chunk: `thinking` is a list of texts and references. */
function thinkingPart(fields: Fields): Part {
  const value = fields.value('thinking');
  const chunks = typeof value === 'string' ? [{ type: 'text', text: value }] : listOf(value, fields.at('thinking'));
  const texts = chunks.map((chunk) => textAt(asObject(chunk), 'text') ?? '');
  return { kind: 'reasoning', texts: [texts.join('')], ...extrasOf(fields, ['type', 'thinking']) };
}

const readers: Readonly<Record<string, Reader>> = {
  text: textPart,
  input_text: textPart,
  output_text: textPart,
  refusal: refusalPart,
  image_url: imagePart,
  input_audio: audioPart,
  audio_url: audioUrlPart,
  video_url: videoPart,
  file: filePart,
  document_url: documentUrlPart,
  thinking: thinkingPart,
  reference: (fields) => ({ kind: 'native', type: 'reference', value: fields.object }),
};

function parsePart(value: unknown, path: string): Part {
  if (typeof value === 'string') return { kind: 'text', text: value };
  const fields = new Fields(objectOf(value, path), path);
  const type = fields.needName('type');
  const reader = entryOf(readers, type);
  if (reader === undefined) throw refused(fields.at('type'), `one of ${Object.keys(readers).join(', ')}`);
  return reader(fields);
}

/** The content of a message: a text or a list of parts; nothing where it is absent. Throws WeirError invalid_request. */
export function parseContent(value: unknown, path: string): readonly Part[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return [{ kind: 'text', text: value }];
  if (!Array.isArray(value)) throw refused(path, 'a string or an array of parts');
  return value.map((part, index) => parsePart(part, `${path}.${index}`));
}
