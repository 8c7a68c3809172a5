import type { MediaSource } from '../../canonical/part.ts';
import { entryOf } from '../../json-read.ts';

/** Types and parameters of a data URL stand before its comma and are short: a longer head is no data URL. */
const headCharactersMax = 256;

/** The bytes of a `data:` URL, else the URL itself. Parameters other than `base64` do not survive, so such stay URLs. */
export function sourceOfUrl(url: string): MediaSource {
  if (!url.startsWith('data:')) return { kind: 'url', url };
  const comma = url.slice(0, headCharactersMax).indexOf(',');
  const [mediaType = '', encoding, ...more] = url.slice(5, Math.max(5, comma)).split(';');
  if (comma === -1 || encoding !== 'base64' || more.length > 0 || mediaType === '') return { kind: 'url', url };
  return { kind: 'base64', mediaType, data: url.slice(comma + 1) };
}

/** A `data:` URL of bytes. */
export function dataUrl(mediaType: string, data: string): string {
  return `data:${mediaType};base64,${data}`;
}

/** OpenAI's short words for sound, where the media type is another. */
const audioTypes: Readonly<Record<string, string>> = { mp3: 'audio/mpeg', pcm16: 'audio/pcm', m4a: 'audio/mp4' };
const audioFormats: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/pcm': 'pcm16',
  'audio/mp4': 'm4a',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/vnd.wave': 'wav',
};

/** The media type of OpenAI's word for a format of sound. */
export function audioTypeOf(format: string): string {
  return entryOf(audioTypes, format) ?? `audio/${format}`;
}

/** OpenAI's word for a media type of sound. */
export function audioFormatOf(mediaType: string): string {
  const bare = mediaType.split(';')[0] ?? mediaType;
  return entryOf(audioFormats, bare) ?? bare.replace(/^audio\//, '');
}

/** What base64 text of these files begins with. */
const audioMarks: readonly (readonly [string, string])[] = [
  ['UklGR', 'audio/wav'],
  ['SUQz', 'audio/mpeg'],
  ['//', 'audio/mpeg'],
  ['T2dn', 'audio/ogg'],
  ['ZkxhQ', 'audio/flac'],
];

/** The media type of an answer's sound, which names none: by its first bytes; streams have bare samples. */
export function audioTypeIn(data: string): string {
  return audioMarks.find(([mark]) => data.startsWith(mark))?.[1] ?? 'audio/pcm';
}

/** The media type of a document by its name; PDF is what the API takes. */
export function documentTypeOf(filename: string | undefined): string {
  return filename?.toLowerCase().endsWith('.txt') === true ? 'text/plain' : 'application/pdf';
}
