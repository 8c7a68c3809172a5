import { asObject, type JsonObject } from '../json-read.ts';
import { mediumOf, type Tally } from './tally.ts';

type Reader = (tally: Tally, part: JsonObject, depth: number) => void;

/** Results hold documents that hold texts; what is nested deeper is counted as it stands. */
const depthMax = 4;

/** The text or value under `key`, or under `inner` of the object there: vendors write both. */
function within(part: JsonObject, key: string, inner: string): unknown {
  const value = part[key];
  return typeof value === 'string' ? value : asObject(value)?.[inner];
}

function text(tally: Tally, part: JsonObject): void {
  tally.text(part['text']);
}

/** `{data, format}`, base64 text, a data URL or a URL. */
function sound(tally: Tally, part: JsonObject): void {
  const data = within(part, 'input_audio', 'data');
  if (typeof data === 'string' && /^(?:data|https?):/.test(data.slice(0, 8))) tally.url('audio', data);
  else tally.base64('audio', data);
}

function file(tally: Tally, of: JsonObject | undefined): void {
  const data = of?.['file_data'];
  if (typeof data === 'string' && !data.startsWith('data:')) tally.base64('documents', data);
  else tally.url('documents', data);
}

/** Anthropic's picture or document: a source that may hold texts. */
function sourced(tally: Tally, part: JsonObject, depth: number): void {
  tally.text(part['context']);
  const source = asObject(part['source']);
  const fallback = part['type'] === 'image' ? 'images' : 'documents';
  switch (source?.['type']) {
    case 'text':
      tally.text(source['data']);
      return;
    case 'content':
      readContent(tally, source['content'], depth + 1);
      return;
    case 'base64':
      tally.base64(mediumOf(source['media_type'], fallback), source['data']);
      return;
    default:
      tally.media(fallback, 0);
  }
}

function call(tally: Tally, part: JsonObject): void {
  tally.call();
  tally.text(part['name']);
  tally.json(part['input']);
}

function result(tally: Tally, part: JsonObject, depth: number): void {
  tally.call();
  readContent(tally, part['content'], depth + 1);
}

function thinking(tally: Tally, part: JsonObject, depth: number): void {
  readContent(tally, part['thinking'], depth + 1);
}

/** Parts of a message by `type`, in the words of all dialects that have types: no two mean different things by one. */
const readers: ReadonlyMap<unknown, Reader> = new Map<unknown, Reader>([
  ['text', text],
  ['input_text', text],
  ['output_text', text],
  ['summary_text', text],
  ['reasoning_text', text],
  ['refusal', (tally, part) => tally.text(part['refusal'])],
  ['image_url', (tally, part) => tally.url('images', within(part, 'image_url', 'url'))],
  ['input_image', (tally, part) => tally.url('images', part['image_url'])],
  ['video_url', (tally, part) => tally.url('video', within(part, 'video_url', 'url'))],
  ['input_video', (tally, part) => tally.url('video', part['video_url'])],
  ['audio_url', (tally, part) => tally.url('audio', within(part, 'audio_url', 'url'))],
  ['input_audio', sound],
  ['file', (tally, part) => file(tally, asObject(part['file']))],
  ['input_file', file],
  ['document_url', (tally, part) => tally.url('documents', within(part, 'document_url', 'url'))],
  ['image', sourced],
  ['document', sourced],
  [
    'search_result',
    (tally, part, depth) => {
      tally.text(part['title']);
      readContent(tally, part['content'], depth + 1);
    },
  ],
  ['tool_use', call],
  ['server_tool_use', call],
  ['tool_result', result],
  ['thinking', thinking],
  ['redacted_thinking', () => undefined],
]);

function readPart(tally: Tally, value: unknown, depth: number): void {
  if (typeof value === 'string') {
    tally.text(value);
    return;
  }
  const part = asObject(value);
  if (part === undefined) return;
  const reader = depth > depthMax ? undefined : readers.get(part['type']);
  if (reader === undefined) tally.json(part);
  else reader(tally, part, depth);
}

/** Adds up a message's content: a text or parts. */
export function readContent(tally: Tally, content: unknown, depth = 0): void {
  if (typeof content === 'string') tally.text(content);
  else if (Array.isArray(content)) for (const part of content) readPart(tally, part, depth);
}
