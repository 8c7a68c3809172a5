import { defined } from '../../canonical/fields.ts';
import type { Losses } from '../../canonical/losses.ts';
import type { DocumentPart, ImagePart, MediaSource, Part, RefusalPart, TextPart } from '../../canonical/part.ts';
import type { JsonObject } from '../../json-read.ts';
import { encodeAnnotation, encodeLogprobs } from './annotations.ts';
import { audioFormat, urlOfSource } from './media.ts';

/** Who hears what could not travel, and whether the request was made in this dialect. */
export type ContentContext = { readonly losses: Losses | undefined; readonly own: boolean };

/** Fields of a part's message, which its first part keeps. */
const messageKeys: ReadonlySet<string> = new Set(['phase', 'status', 'item']);

/** The part's own fields of this dialect. */
export function partNative(part: TextPart | RefusalPart): JsonObject {
  return Object.fromEntries(Object.entries(part.native ?? {}).filter(([key]) => !messageKeys.has(key)));
}

/** An output text as the API answers it; `logprobs` only where there are any. */
export function outputText(part: TextPart, own: boolean): JsonObject {
  const annotations = (part.annotations ?? []).map((one) => encodeAnnotation(one, part.text.length));
  return {
    ...(own ? partNative(part) : {}),
    type: 'output_text',
    text: part.text,
    annotations: annotations.filter((one) => one !== undefined),
    ...(part.logprobs === undefined ? {} : { logprobs: encodeLogprobs(part.logprobs) }),
  };
}

/** A refusal as the API answers it. */
export function refusalContent(part: RefusalPart, own: boolean): JsonObject {
  return { ...(own ? partNative(part) : {}), type: 'refusal', refusal: part.text };
}

function fileName({ filename, source }: DocumentPart): string | undefined {
  if (filename !== undefined) return filename;
  // The API refuses data without a name.
  return source.kind === 'base64' ? `document.${source.mediaType === 'application/pdf' ? 'pdf' : 'txt'}` : undefined;
}

function imageSource(source: MediaSource, { losses }: ContentContext): JsonObject | undefined {
  if (source.kind === 'file') return losses === undefined || losses.can('file_id') ? { file_id: source.id } : undefined;
  const url = urlOfSource(source);
  if (url === undefined) return undefined;
  const feature = source.kind === 'url' ? 'image_url' : 'image_base64';
  return losses === undefined || losses.can(feature) ? { image_url: url } : undefined;
}

function imageContent(part: ImagePart, context: ContentContext): JsonObject | undefined {
  const { losses, own } = context;
  const source = imageSource(part.source, context);
  if (source === undefined) return undefined;
  const withDetail = part.detail !== undefined && (losses === undefined || losses.can('image_detail'));
  return {
    ...(own ? part.native : {}),
    type: 'input_image',
    ...source,
    ...(withDetail ? { detail: part.detail } : {}),
  };
}

function fileContent(part: DocumentPart, context: ContentContext): JsonObject | undefined {
  const { losses, own } = context;
  const { source } = part;
  if (part.context !== undefined) losses?.cannot('document_context');
  if (part.citations === true) losses?.cannot('citations');
  const filename = fileName(part);
  const head = { ...(own ? part.native : {}), type: 'input_file', ...defined({ filename }) };
  switch (source.kind) {
    case 'file':
      return losses === undefined || losses.can('file_id') ? { ...head, file_id: source.id } : undefined;
    case 'url':
      // The API takes a URL without a name beside it only.
      return losses === undefined || losses.can('document_url')
        ? { ...(own ? head : { type: 'input_file' }), file_url: source.url }
        : undefined;
    case 'base64':
      return losses === undefined || losses.can('document_base64')
        ? { ...head, file_data: urlOfSource(source) }
        : undefined;
    case 'text':
      return { type: 'input_text', text: source.text };
    case 'parts':
      return undefined;
  }
}

/** A document made of parts stands for them. */
function flat(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part) =>
    part.kind === 'document' && part.source.kind === 'parts' ? flat(part.source.parts) : [part],
  );
}

function inputPart(part: Part, context: ContentContext): JsonObject | undefined {
  const { losses, own } = context;
  switch (part.kind) {
    case 'text':
      return { ...(own ? partNative(part) : {}), type: 'input_text', text: part.text };
    case 'refusal':
      return { type: 'input_text', text: part.text };
    case 'image':
      return imageContent(part, context);
    case 'document':
      return fileContent(part, context);
    case 'audio': {
      if (part.source.kind !== 'base64') losses?.cannot('audio_input');
      if (part.source.kind !== 'base64' || losses?.can('audio_input') === false) return undefined;
      const { data, mediaType } = part.source;
      return {
        ...(own ? part.native : {}),
        type: 'input_audio',
        input_audio: { data, format: audioFormat(mediaType) },
      };
    }
    case 'video': {
      // Open Responses has it, OpenAI has not.
      if (!own) losses?.cannot('video_input');
      return { ...(own ? part.native : {}), type: 'input_video', video_url: urlOfSource(part.source) };
    }
    case 'native':
      if (!own) losses?.cannot('builtin_tools');
      return part.value;
    default:
      losses?.cannot('builtin_tools');
      return undefined;
  }
}

function noteForeign(part: Part, { losses, own }: ContentContext): void {
  if (own || losses === undefined || part.kind === 'native') return;
  if (part.cache !== undefined) losses.cannot('prompt_cache');
  if (part.kind !== 'tool_call') losses.foreign(part.native);
}

/** Says what of a part stays behind besides its content. */
export function noteLosses(parts: readonly Part[], context: ContentContext): void {
  for (const part of parts) noteForeign(part, context);
}

/** What a user, the system or a tool says: a text alone, or a list. */
export function inputContent(parts: readonly Part[], context: ContentContext): string | readonly JsonObject[] {
  noteLosses(parts, context);
  const content = flat(parts)
    .map((part) => inputPart(part, context))
    .filter((part) => part !== undefined);
  const [first] = content;
  const isPlain = content.length === 1 && first?.['type'] === 'input_text' && Object.keys(first).length === 2;
  return isPlain && typeof first['text'] === 'string' ? first['text'] : content;
}
