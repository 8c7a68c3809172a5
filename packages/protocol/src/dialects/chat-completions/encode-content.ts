import { fieldOf } from '../../canonical/features.ts';
import type {
  AudioPart,
  CacheMark,
  DocumentPart,
  ImagePart,
  Part,
  ServerToolPart,
  TextPart,
  VideoPart,
} from '../../canonical/part.ts';
import { asObject, type JsonObject } from '../../json-read.ts';
import { type Encoding, nativesOf } from './encoding.ts';
import { audioFormatOf, dataUrl } from './media.ts';

/** Puts back the fields of an object inside a part, which stand in its native under the object's key. */
function merged(encoding: Encoding, part: JsonObject, native: JsonObject | undefined): JsonObject {
  const whole: Record<string, unknown> = { ...nativesOf(encoding, native), ...part };
  for (const [key, value] of Object.entries(part)) {
    const inner = asObject(encoding.isOwn ? native?.[key] : undefined);
    const object = asObject(value);
    if (inner !== undefined && object !== undefined) whole[key] = { ...inner, ...object };
  }
  return whole;
}

/** A cache mark, as Anthropic has it and OpenRouter, Vercel and Databricks take it. */
export function encodeCache({ losses }: Encoding, cache: CacheMark | undefined): JsonObject {
  if (cache === undefined || !losses.can('prompt_cache')) return {};
  return { cache_control: { type: 'ephemeral', ...cache } };
}

function encodeText(encoding: Encoding, part: TextPart): JsonObject {
  return merged(encoding, { type: 'text', text: part.text, ...encodeCache(encoding, part.cache) }, part.native);
}

function imageUrl({ losses }: Encoding, { source }: ImagePart): string | undefined {
  if (source.kind === 'base64') {
    return losses.can('image_base64') ? dataUrl(source.mediaType, source.data) : undefined;
  }
  if (source.kind === 'url') return losses.can('image_url') ? source.url : undefined;
  losses.cannot('file_id');
  return undefined;
}

function encodeImage(encoding: Encoding, part: ImagePart): readonly JsonObject[] {
  const url = imageUrl(encoding, part);
  if (url === undefined) return [];
  const detail = part.detail !== undefined && encoding.losses.can('image_detail') ? { detail: part.detail } : {};
  const image = { type: 'image_url', image_url: { url, ...detail }, ...encodeCache(encoding, part.cache) };
  return [merged(encoding, image, part.native)];
}

function encodeVideo(encoding: Encoding, part: VideoPart): readonly JsonObject[] {
  const { source } = part;
  if (!encoding.losses.can('video_input')) return [];
  if (source.kind !== 'url' && source.kind !== 'base64') {
    encoding.losses.cannot('file_id');
    return [];
  }
  const url = source.kind === 'url' ? source.url : dataUrl(source.mediaType, source.data);
  return [merged(encoding, { type: 'video_url', video_url: { url } }, part.native)];
}

function encodeAudio(encoding: Encoding, part: AudioPart): readonly JsonObject[] {
  const { source } = part;
  if (!encoding.losses.can('audio_input')) return [];
  if (source.kind === 'base64') {
    const input_audio = { data: source.data, format: audioFormatOf(source.mediaType) };
    return [merged(encoding, { type: 'input_audio', input_audio }, part.native)];
  }
  if (source.kind === 'url' && encoding.isOwn) {
    return [merged(encoding, { type: 'audio_url', audio_url: { url: source.url } }, part.native)];
  }
  encoding.losses.cannot(source.kind === 'file' ? 'file_id' : 'audio_input');
  return [];
}

/** OpenAI demands a name beside the bytes; a client that gave none is not told of one. */
function nameOf({ isOwn }: Encoding, { filename }: DocumentPart): JsonObject {
  if (filename !== undefined) return { filename };
  return isOwn ? {} : { filename: 'document.pdf' };
}

function documentByUrl(encoding: Encoding, part: DocumentPart, url: string): readonly JsonObject[] {
  const { isOwn, losses, quirks } = encoding;
  if (!isOwn && quirks.documentUrl === undefined) losses.cannot('document_url');
  if (!losses.can('document_url')) return [];
  if (quirks.documentUrl !== 'document_url') {
    const file = { ...(part.filename === undefined ? {} : { filename: part.filename }), file_data: url };
    return [merged(encoding, { type: 'file', file }, part.native)];
  }
  const name = part.filename === undefined ? {} : { document_name: part.filename };
  return [merged(encoding, { ...name, type: 'document_url', document_url: url }, part.native)];
}

function encodeDocument(encoding: Encoding, part: DocumentPart): readonly JsonObject[] {
  const { losses } = encoding;
  const { source } = part;
  if (part.context !== undefined) losses.cannot('document_context');
  if (part.citations === true) losses.cannot('citations');
  switch (source.kind) {
    case 'base64': {
      if (!losses.can('document_base64')) return [];
      if (encoding.quirks.documentUrl === 'document_url') {
        return documentByUrl(encoding, part, dataUrl(source.mediaType, source.data));
      }
      const file = { ...nameOf(encoding, part), file_data: dataUrl(source.mediaType, source.data) };
      return [merged(encoding, { type: 'file', file, ...encodeCache(encoding, part.cache) }, part.native)];
    }
    case 'url':
      return documentByUrl(encoding, part, source.url);
    case 'file': {
      if (!losses.can('file_id')) return [];
      const file = { ...(part.filename === undefined ? {} : { filename: part.filename }), file_id: source.id };
      return [merged(encoding, { type: 'file', file, ...encodeCache(encoding, part.cache) }, part.native)];
    }
    // A document that is text already needs no file.
    case 'text':
      return [encodeText(encoding, { kind: 'text', text: source.text, ...(part.cache && { cache: part.cache }) })];
    case 'parts':
      return source.parts.flatMap((inner) => encodePart(encoding, inner));
  }
}

/** A step that is over: the model's own words tell what came of it, so the conversation goes on without it. */
function noteStep({ losses, request }: Encoding, { tool }: ServerToolPart): void {
  const feature = tool === 'web_search' ? tool : tool.endsWith('code_execution') ? 'code_execution' : 'builtin_tools';
  losses.drop(fieldOf(feature, request.dialect));
}

/** One part as entries of a content list; parts that stand elsewhere in the message give none. */
export function encodePart(encoding: Encoding, part: Part): readonly JsonObject[] {
  switch (part.kind) {
    case 'text':
      return [encodeText(encoding, part)];
    case 'refusal':
      return [merged(encoding, { type: 'refusal', refusal: part.text }, part.native)];
    case 'image':
      return encodeImage(encoding, part);
    case 'document':
      return encodeDocument(encoding, part);
    case 'audio':
      return encodeAudio(encoding, part);
    case 'video':
      return encodeVideo(encoding, part);
    case 'server_tool':
      noteStep(encoding, part);
      return [];
    case 'native':
      if (encoding.isOwn) return [part.value];
      encoding.losses.cannot('builtin_tools');
      return [];
    case 'reasoning':
    case 'tool_call':
    case 'tool_result':
      return [];
  }
}

function isPlain(part: JsonObject): boolean {
  return part['type'] === 'text' && Object.keys(part).length === 2;
}

/** Content as a text where it is one, else as a list; `between` joins texts where lists are not taken. */
export function contentOf(
  { quirks: { contentLists = 'all' } }: Encoding,
  parts: readonly JsonObject[],
  { role, between }: { readonly role: string; readonly between: string | undefined },
): unknown {
  const [first, second] = parts;
  if (first === undefined) return undefined;
  if (second === undefined && isPlain(first)) return first['text'];
  const isText = parts.every((part) => part['type'] === 'text');
  const takesLists = contentLists === 'all' || (contentLists === 'user' && role === 'user');
  if (isText && (!takesLists || (between !== undefined && parts.every(isPlain)))) {
    return parts.map((part) => part['text']).join(between ?? '\n\n');
  }
  return parts;
}
