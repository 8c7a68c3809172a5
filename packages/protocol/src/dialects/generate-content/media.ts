import { defined } from '../../canonical/fields.ts';
import type { ImagePart, MediaSource, Part } from '../../canonical/part.ts';
import { entryOf, type JsonObject } from '../../json-read.ts';

const typesByExtension: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  heic: 'image/heic',
  pdf: 'application/pdf',
  txt: 'text/plain',
  md: 'text/markdown',
  html: 'text/html',
  csv: 'text/csv',
  mp3: 'audio/mp3',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  m4a: 'audio/m4a',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
};

/** The media type that a URL's ending tells; YouTube's pages are videos. */
export function typeOfUrl(url: string): string | undefined {
  if (/^https?:\/\/(?:www\.)?(?:youtube\.com|youtu\.be)\//.test(url)) return 'video/mp4';
  const ending = /\.([a-z0-9]{2,4})(?:[?#]|$)/i.exec(url.slice(0, 4096))?.[1]?.toLowerCase();
  return ending === undefined ? undefined : entryOf(typesByExtension, ending);
}

/** Files that Google holds: of the Files API, and objects of Cloud Storage. */
export function isHeldFile(uri: string): boolean {
  return !/^https?:\/\//.test(uri) || uri.startsWith('https://generativelanguage.googleapis.com/');
}

/** Where a `fileUri` points. */
export function sourceOfUri(uri: string, mediaType: string | undefined): MediaSource {
  const typed = mediaType === undefined ? {} : { mediaType };
  return isHeldFile(uri) ? { kind: 'file', id: uri, ...typed } : { kind: 'url', url: uri, ...typed };
}

type Extras = Pick<ImagePart, 'detail' | 'signature' | 'native'> & { readonly filename?: string };

/** The part for a medium: pictures, sounds and moving pictures by their type, everything else is a document. */
export function mediaPart(source: MediaSource, mediaType: string, extras: Extras = {}): Part {
  const { detail, signature, native, filename } = extras;
  const kept = defined({ native });
  switch (mediaType.split('/', 1)[0]) {
    case 'image':
      return { kind: 'image', source, ...defined({ detail, signature }), ...kept };
    case 'audio':
      return { kind: 'audio', source, ...kept };
    case 'video':
      return { kind: 'video', source, ...kept };
    default:
      return { kind: 'document', source, ...defined({ filename }), ...kept };
  }
}

const fallbackTypes = {
  image: 'image/jpeg',
  document: 'application/pdf',
  audio: 'audio/wav',
  video: 'video/mp4',
} as const;

/** A medium as the API takes it; undefined for sources that have to be written in another way. */
export function encodeSource(source: MediaSource, kind: keyof typeof fallbackTypes): JsonObject | undefined {
  switch (source.kind) {
    case 'base64':
      return { inlineData: { mimeType: source.mediaType, data: source.data } };
    case 'url':
      // https://ai.google.dev/gemini-api/docs/file-input-methods: public URLs need their type.
      return {
        fileData: { mimeType: source.mediaType ?? typeOfUrl(source.url) ?? fallbackTypes[kind], fileUri: source.url },
      };
    case 'file':
      return { fileData: { ...defined({ mimeType: source.mediaType }), fileUri: source.id } };
    case 'text':
      return { inlineData: { mimeType: 'text/plain', data: Buffer.from(source.text).toString('base64') } };
    case 'parts':
      return undefined;
  }
}
