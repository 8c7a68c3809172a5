import { argumentsOfInput } from '../../canonical/custom-tool.ts';
import { type Feature, fieldOf } from '../../canonical/features.ts';
import { defined } from '../../canonical/fields.ts';
import type {
  AudioPart,
  DocumentPart,
  ImagePart,
  MediaSource,
  Part,
  ReasoningPart,
  ToolCallPart,
} from '../../canonical/part.ts';
import { type JsonObject, parseObject } from '../../json-read.ts';
import { encodeSource, isHeldFile } from './media.ts';
import { mergeNative } from './merge-native.ts';
import { ownSeal, type Writing } from './writing.ts';

/** Where a model wrote no JSON object, its text stands under this key: the API holds arguments as an object. */
const rawKey = 'raw_arguments';

/** Arguments as an object. */
export function argsOf(text: string): JsonObject {
  if (text.trim() === '') return {};
  return parseObject(text) ?? { [rawKey]: text };
}

type Media = Extract<Part, { kind: 'image' | 'document' | 'audio' | 'video' }>;

const mediaFeatures: Readonly<Record<Media['kind'], Feature>> = {
  image: 'image_base64',
  document: 'document_base64',
  audio: 'audio_input',
  video: 'video_input',
};

function featureOf(kind: Media['kind'], source: MediaSource): Feature {
  if (source.kind === 'file') return 'file_id';
  if (source.kind !== 'url') return mediaFeatures[kind];
  return kind === 'image' ? 'image_url' : kind === 'document' ? 'document_url' : mediaFeatures[kind];
}

function resolutionOf(part: ImagePart, { own, losses, generation }: Writing): JsonObject {
  const { detail } = part;
  if (detail === undefined || detail === 'auto') return {};
  const level = detail === 'low' ? 'MEDIA_RESOLUTION_LOW' : detail === 'high' ? 'MEDIA_RESOLUTION_HIGH' : undefined;
  // https://ai.google.dev/gemini-api/docs/media-resolution: for a single part from Gemini 3 on.
  const known = own || (generation ?? 0) >= 3;
  if (level !== undefined && known && losses.can('image_detail')) return { mediaResolution: { level } };
  if (level === undefined || !known) losses.cannot('image_detail');
  return {};
}

function noteDocument(part: DocumentPart, { losses, own }: Writing): void {
  if (part.context !== undefined) losses.cannot('document_context');
  if (part.citations === true) losses.cannot('citations');
  // Vertex alone takes a name for a file, and refuses nothing without one.
  if (!own && part.filename !== undefined) losses.drop('filename');
}

function withName(source: JsonObject, part: Media, own: boolean): JsonObject {
  if (!own || part.kind !== 'document' || part.filename === undefined) return source;
  const key = 'inlineData' in source ? 'inlineData' : 'fileData';
  return mergeNative(source, { [key]: { displayName: part.filename } });
}

/** A medium of a request; several parts for a document that is made of parts. */
export function encodeMedia(part: Media, writing: Writing): readonly JsonObject[] {
  const { own, losses } = writing;
  const { source } = part;
  if (part.kind === 'document') noteDocument(part, writing);
  if (source.kind === 'parts') return source.parts.flatMap((one) => encodePart(one, writing));
  if (!losses.can(featureOf(part.kind, source))) return [];
  if (source.kind === 'file' && !own && (!source.id.includes(':') || !isHeldFile(source.id))) losses.cannot('file_id');
  // A client of this dialect says the type where it wants it said.
  const untyped = own && source.kind === 'url' && source.mediaType === undefined;
  const written = untyped ? { fileData: { fileUri: source.url } } : encodeSource(source, part.kind);
  if (written === undefined) return [];
  const image = part.kind === 'image' ? part : undefined;
  return [
    {
      ...withName(written, part, own),
      ...(image === undefined ? {} : resolutionOf(image, writing)),
      ...defined({ thoughtSignature: ownSeal(image?.signature, writing) }),
    },
  ];
}

function encodeReasoning(part: ReasoningPart, writing: Writing): readonly JsonObject[] {
  const thoughtSignature = ownSeal(part.signature, writing);
  const text = part.texts.join('\n\n');
  const isEmpty = text === '' && thoughtSignature === undefined;
  if (isEmpty && !writing.own) writing.losses.cannot('reasoning_replay');
  return isEmpty && !writing.own ? [] : [{ text, thought: true, ...defined({ thoughtSignature }) }];
}

/** A call; its id is left out where it is one that this gateway made for a client of this dialect. */
export function encodeCall(part: ToolCallPart, writing: Writing, omitsId: boolean): JsonObject {
  const text = part.custom === true ? argumentsOfInput(part.arguments) : part.arguments;
  return {
    functionCall: { ...(omitsId ? {} : { id: part.id }), name: part.name, args: argsOf(text) },
    ...defined({ thoughtSignature: ownSeal(part.signature, writing) }),
  };
}

/** A step of another vendor's own tool: what came of it stands in the answer's text. */
function withoutStep({ losses, dialect }: Writing): readonly JsonObject[] {
  losses.drop(fieldOf('builtin_tools', dialect));
  return [];
}

function withoutNative(type: string, { losses }: Writing): readonly JsonObject[] {
  losses.cannot('builtin_tools', type);
  return [];
}

/** What a model said aloud in an earlier turn is repeated as text: its sound stays with its vendor. */
function encodeAudio(part: AudioPart, writing: Writing): readonly JsonObject[] {
  if (writing.own || part.transcript === undefined) return encodeMedia(part, writing);
  return [{ text: part.transcript }];
}

function encodeKind(part: Part, writing: Writing): readonly JsonObject[] {
  const { own } = writing;
  switch (part.kind) {
    case 'text': {
      const thoughtSignature = ownSeal(part.signature, writing);
      // An empty text is refused by Vertex.
      if (!own && part.text === '' && thoughtSignature === undefined) return [];
      return [{ text: part.text, ...defined({ thoughtSignature }) }];
    }
    case 'refusal':
      return part.text === '' ? [] : [{ text: part.text }];
    case 'reasoning':
      return encodeReasoning(part, writing);
    case 'image':
    case 'document':
    case 'video':
      return encodeMedia(part, writing);
    case 'audio':
      return encodeAudio(part, writing);
    case 'server_tool':
      return own ? [part.value] : withoutStep(writing);
    case 'native':
      return own ? [part.value] : withoutNative(part.type, writing);
    case 'tool_call':
      return [encodeCall(part, writing, false)];
    case 'tool_result':
      // Results are written by their turn, which knows what they answer.
      return [];
  }
}

/** A part of a turn in this dialect; none where it cannot travel. */
export function encodePart(part: Part, writing: Writing): readonly JsonObject[] {
  const written = encodeKind(part, writing);
  if (part.kind === 'native' || part.kind === 'server_tool') return written;
  if (writing.own) return part.native === undefined ? written : written.map((one) => mergeNative(one, part.native));
  if (part.cache !== undefined) writing.losses.cannot('prompt_cache');
  if (part.kind !== 'tool_call') writing.losses.foreign(part.native);
  return written;
}
