import type { MediaSource } from '../../canonical/part.ts';

const dataUrl = /^data:([^;,]+);base64,/;

const typeOfExtension: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  html: 'text/html',
  json: 'application/json',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/** What a URL holds: its data where they are in it. */
export function sourceOfUrl(url: string): MediaSource {
  const match = dataUrl.exec(url.slice(0, 256));
  const mediaType = match?.[1];
  if (match === null || mediaType === undefined) return { kind: 'url', url };
  return { kind: 'base64', mediaType, data: url.slice(match[0].length) };
}

/** What `file_data` holds: a data URL, or bare base64 whose type its file name tells; without one a PDF is meant. */
export function sourceOfFileData(data: string, filename: string | undefined): MediaSource {
  if (data.startsWith('data:')) return sourceOfUrl(data);
  const extension = filename?.split('.').at(-1)?.toLowerCase() ?? '';
  const mediaType = Object.hasOwn(typeOfExtension, extension) ? typeOfExtension[extension] : undefined;
  return { kind: 'base64', data, mediaType: mediaType ?? 'application/pdf' };
}

/** The URL of a source; undefined where it is not one. */
export function urlOfSource(source: MediaSource): string | undefined {
  if (source.kind === 'url') return source.url;
  return source.kind === 'base64' ? `data:${source.mediaType};base64,${source.data}` : undefined;
}

const audioFormats: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
};

/** The media type of an `input_audio.format`. */
export function audioType(format: string): string {
  return format === 'mp3' ? 'audio/mpeg' : `audio/${format}`;
}

/** The `input_audio.format` of a media type. */
export function audioFormat(mediaType: string): string {
  const format = Object.hasOwn(audioFormats, mediaType) ? audioFormats[mediaType] : undefined;
  return format ?? mediaType.slice(mediaType.indexOf('/') + 1);
}
