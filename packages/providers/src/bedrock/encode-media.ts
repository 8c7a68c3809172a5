import type { AudioPart, DocumentPart, ImagePart, MediaSource, Part, VideoPart } from '@weir/protocol/canonical/part';
import type { JsonObject } from '@weir/protocol/json-read';
import { entryOf } from '@weir/protocol/json-read';
import { defined } from '../shared/defined.ts';
import type { Writing } from './writing.ts';

/** Formats by media type: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html and its members. */
const imageFormats: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/jpg': 'jpeg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};
const documentFormats: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'text/csv': 'csv',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/markdown': 'md',
};
const videoFormats: Readonly<Record<string, string>> = {
  'video/x-matroska': 'mkv',
  'video/quicktime': 'mov',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/x-flv': 'flv',
  'video/mpeg': 'mpeg',
  'video/mpg': 'mpg',
  'video/x-ms-wmv': 'wmv',
  'video/3gpp': 'three_gp',
};
const audioFormats: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/flac': 'flac',
  'audio/ogg': 'ogg',
  'audio/opus': 'opus',
  'audio/aac': 'aac',
  'audio/mp4': 'mp4',
  'audio/webm': 'webm',
};

type Formats = Readonly<Record<string, string>>;

function formatOf(formats: Formats, mediaType: string | undefined): string | undefined {
  const plain = mediaType?.split(';')[0]?.trim().toLowerCase();
  return plain === undefined ? undefined : entryOf(formats, plain);
}

/** The format by the media type, else by the ending of an address. */
function formatAt(formats: Formats, url: string, mediaType: string | undefined): string | undefined {
  const ending = /\.([a-z0-9]+)$/i.exec(url)?.[1]?.toLowerCase();
  const named = Object.values(formats).find((format) => format === (ending === 'jpg' ? 'jpeg' : ending));
  return formatOf(formats, mediaType) ?? named;
}

type Located = { readonly format: string; readonly source: JsonObject };

/** Bytes, or a place in S3: Bedrock fetches nothing else. */
function locate(formats: Formats, source: MediaSource): Located | undefined {
  if (source.kind === 'base64') {
    const format = formatOf(formats, source.mediaType);
    return format === undefined ? undefined : { format, source: { bytes: source.data } };
  }
  if (source.kind !== 'url' || !source.url.startsWith('s3://')) return undefined;
  const format = formatAt(formats, source.url, source.mediaType);
  return format === undefined ? undefined : { format, source: { s3Location: { uri: source.url } } };
}

function imageBlock({ source, detail }: ImagePart, { losses }: Writing): JsonObject | undefined {
  if (detail !== undefined && detail !== 'auto') losses.cannot('image_detail');
  const image = locate(imageFormats, source);
  if (image !== undefined) return { image };
  losses.cannot(source.kind === 'file' ? 'file_id' : source.kind === 'url' ? 'image_url' : 'image_base64');
  return undefined;
}

function textOf(parts: readonly Part[]): readonly string[] {
  return parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
}

function documentSource(source: MediaSource): Located | undefined {
  if (source.kind === 'text') return { format: 'txt', source: { bytes: Buffer.from(source.text).toString('base64') } };
  if (source.kind !== 'parts') return locate(documentFormats, source);
  return { format: 'txt', source: { content: textOf(source.parts).map((text) => ({ text })) } };
}

function documentBlock(part: DocumentPart, { losses, documentNames }: Writing): JsonObject | undefined {
  const { source, filename, context } = part;
  const located = documentSource(source);
  if (located === undefined) {
    losses.cannot(source.kind === 'file' ? 'file_id' : source.kind === 'url' ? 'document_url' : 'document_base64');
    return undefined;
  }
  const cites = part.citations === true && losses.can('citations');
  return {
    document: defined({
      name: documentNames.next(filename),
      ...located,
      context,
      citations: cites ? { enabled: true } : undefined,
    }),
  };
}

function soundBlock({ source }: AudioPart, { losses }: Writing): JsonObject | undefined {
  const audio = locate(audioFormats, source);
  if (audio === undefined) losses.cannot('audio_input');
  return audio === undefined ? undefined : { audio };
}

function videoBlock({ source }: VideoPart, { losses }: Writing): JsonObject | undefined {
  const video = locate(videoFormats, source);
  if (video === undefined) losses.cannot('video_input');
  return video === undefined ? undefined : { video };
}

export type MediaPart = ImagePart | DocumentPart | AudioPart | VideoPart;

/** A picture, document, sound or film as a content block; undefined where it was left out by the table of features. */
export function mediaBlock(part: MediaPart, writing: Writing): JsonObject | undefined {
  switch (part.kind) {
    case 'image':
      return imageBlock(part, writing);
    case 'document':
      return documentBlock(part, writing);
    case 'audio':
      return soundBlock(part, writing);
    case 'video':
      return videoBlock(part, writing);
  }
}
