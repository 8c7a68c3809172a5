import { defined, Fields, listOf, objectOf, refused } from '../../canonical/fields.ts';
import type { Part, RefusalPart, TextPart } from '../../canonical/part.ts';
import { parseAnnotation, parseLogprobs } from './annotations.ts';
import { audioType, sourceOfFileData, sourceOfUrl } from './media.ts';

const textFields = new Set(['type', 'text', 'annotations', 'logprobs']);
const refusalFields = new Set(['type', 'refusal']);
const imageFields = new Set(['type', 'image_url', 'file_id', 'detail']);
const fileFields = new Set(['type', 'file_id', 'file_url', 'file_data', 'filename']);
const audioFields = new Set(['type', 'input_audio']);
const videoFields = new Set(['type', 'video_url']);

function textPart(fields: Fields): TextPart {
  const annotations = (fields.list('annotations') ?? []).map(parseAnnotation).filter((one) => one !== undefined);
  return {
    kind: 'text',
    text: fields.needText('text'),
    ...defined({
      annotations: annotations.length === 0 ? undefined : annotations,
      logprobs: parseLogprobs(fields.value('logprobs')),
      native: fields.rest(textFields),
    }),
  };
}

function refusalPart(fields: Fields): RefusalPart {
  return {
    kind: 'refusal',
    text: fields.needText('refusal'),
    ...defined({ native: fields.rest(refusalFields) }),
  };
}

function imagePart(fields: Fields): Part {
  const url = fields.text('image_url');
  const id = fields.text('file_id');
  if (url === undefined && id === undefined) throw refused(fields.at('image_url'), 'there, or file_id');
  const source = url === undefined ? ({ kind: 'file', id: id ?? '' } as const) : sourceOfUrl(url);
  // Where both are given the URL is read; the other goes along.
  const beside = url !== undefined && id !== undefined ? { file_id: id } : {};
  const native = { ...fields.rest(imageFields), ...beside };
  return {
    kind: 'image',
    source,
    ...defined({ detail: fields.text('detail'), native: Object.keys(native).length === 0 ? undefined : native }),
  };
}

function filePart(fields: Fields): Part {
  const filename = fields.text('filename');
  const data = fields.text('file_data');
  const url = fields.text('file_url');
  const id = fields.text('file_id');
  const rest = defined({ filename, native: fields.rest(fileFields) });
  if (data !== undefined) return { kind: 'document', source: sourceOfFileData(data, filename), ...rest };
  if (url !== undefined) return { kind: 'document', source: sourceOfUrl(url), ...rest };
  if (id !== undefined) return { kind: 'document', source: { kind: 'file', id }, ...rest };
  throw refused(fields.at('file_data'), 'there, or file_url or file_id');
}

function audioPart(fields: Fields): Part {
  const sound = fields.nested('input_audio');
  if (sound === undefined) throw refused(fields.at('input_audio'), 'an object');
  const source = {
    kind: 'base64',
    data: sound.needText('data'),
    mediaType: audioType(sound.needName('format')),
  } as const;
  return { kind: 'audio', source, ...defined({ native: fields.rest(audioFields) }) };
}

function videoPart(fields: Fields): Part {
  return {
    kind: 'video',
    source: sourceOfUrl(fields.needName('video_url')),
    ...defined({ native: fields.rest(videoFields) }),
  };
}

/** Reads one part of a message's or a tool output's content. */
function parseContentPart(value: unknown, path: string): Part {
  const fields = new Fields(objectOf(value, path), path);
  const type = fields.needName('type');
  switch (type) {
    case 'input_text':
    case 'output_text':
    case 'text':
      return textPart(fields);
    case 'refusal':
      return refusalPart(fields);
    case 'input_image':
      return imagePart(fields);
    case 'input_file':
      return filePart(fields);
    case 'input_audio':
      return audioPart(fields);
    case 'input_video':
      return videoPart(fields);
    // What a computer shows after an action; an agent's message to another, sealed.
    case 'computer_screenshot':
    case 'encrypted_content':
      return { kind: 'native', type, value: fields.object };
    default:
      throw refused(
        fields.at('type'),
        'one of input_text, input_image, input_file, input_audio, input_video, output_text, refusal',
      );
  }
}

/** The parts of `content` or `output`: a text alone, or a list. */
export function parseContent(value: unknown, path: string): readonly Part[] {
  if (typeof value === 'string') return [{ kind: 'text', text: value }];
  if (!Array.isArray(value)) throw refused(path, 'a string or an array');
  return listOf(value, path).map((part, index) => parseContentPart(part, `${path}.${index}`));
}
