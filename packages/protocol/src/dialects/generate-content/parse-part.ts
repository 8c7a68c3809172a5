import { defined, Fields, objectOf, refused } from '../../canonical/fields.ts';
import type { Part } from '../../canonical/part.ts';
import { asObject, entryOf, type JsonObject } from '../../json-read.ts';
import type { CallBook } from './call-book.ts';
import { camelKeys } from './camel-keys.ts';
import { readResponse } from './function-response.ts';
import { mediaPart, sourceOfUri, typeOfUrl } from './media.ts';
import { objectOfPartialArgs } from './partial-args.ts';
import { readSeal } from './seal.ts';

/** One level of the request, by camelCase names. */
export function fieldsOf(value: unknown, path: string): Fields {
  return new Fields(camelKeys(objectOf(value, path)), path);
}

type Reader = (part: Fields, calls: CallBook) => Part;

/** The other levels have no counterpart and are kept as they are. */
const details: Readonly<Record<string, string>> = {
  MEDIA_RESOLUTION_LOW: 'low',
  MEDIA_RESOLUTION_HIGH: 'high',
};

/** What is left of the part, and of the object in it, when its canonical fields are taken. */
function leftovers(
  part: Fields,
  taken: readonly string[],
  inner?: readonly [string, JsonObject | undefined],
): JsonObject | undefined {
  const rest = part.rest(new Set(taken));
  if (inner?.[1] === undefined) return rest;
  return { ...rest, [inner[0]]: inner[1] };
}

function sealOf(part: Fields): ReturnType<typeof readSeal> {
  return readSeal(part.text('thoughtSignature'));
}

const textFields = ['text', 'thought', 'thoughtSignature'];

function readText(part: Fields): Part {
  const text = part.text('text') ?? '';
  const signature = sealOf(part);
  const kept = defined({ signature, native: leftovers(part, textFields) });
  if (part.flag('thought') !== true) return { kind: 'text', text, ...kept };
  return { kind: 'reasoning', texts: text === '' ? [] : [text], summarized: true, ...kept };
}

function detailOf(part: Fields): string | undefined {
  const resolution = part.value('mediaResolution');
  const level = asObject(resolution)?.['level'] ?? resolution;
  return typeof level === 'string' ? entryOf(details, level) : undefined;
}

const inlineFields = new Set(['mimeType', 'data']);
const fileFields = new Set(['mimeType', 'fileUri']);

function mediaExtras(part: Fields, key: string, inner: Fields): Parameters<typeof mediaPart>[2] {
  const known = key === 'inlineData' ? inlineFields : fileFields;
  const detail = detailOf(part);
  const isImage = inner.text('mimeType')?.startsWith('image/') === true;
  const taken = [
    key,
    ...(isImage ? ['thoughtSignature'] : []),
    ...(isImage && detail !== undefined ? ['mediaResolution'] : []),
  ];
  return defined({
    detail: isImage ? detail : undefined,
    signature: isImage ? sealOf(part) : undefined,
    filename: inner.text('displayName'),
    native: leftovers(part, taken, [key, inner.rest(known)]),
  });
}

function readInline(part: Fields): Part {
  const inner = fieldsOf(part.value('inlineData'), part.at('inlineData'));
  const mediaType = inner.needName('mimeType');
  const source = { kind: 'base64', data: inner.needText('data'), mediaType } as const;
  return mediaPart(source, mediaType, mediaExtras(part, 'inlineData', inner));
}

function readFile(part: Fields): Part {
  const inner = fieldsOf(part.value('fileData'), part.at('fileData'));
  const uri = inner.needName('fileUri');
  const mediaType = inner.text('mimeType');
  const guessed = mediaType ?? typeOfUrl(uri) ?? 'application/octet-stream';
  return mediaPart(sourceOfUri(uri, mediaType), guessed, mediaExtras(part, 'fileData', inner));
}

const callFields = new Set(['id', 'name', 'args']);

function readCall(part: Fields, calls: CallBook): Part {
  const inner = fieldsOf(part.value('functionCall'), part.at('functionCall'));
  const name = inner.needName('name');
  const own = inner.text('id') === '' ? undefined : inner.text('id');
  const args = inner.nested('args')?.object;
  const partial = args === undefined ? inner.list('partialArgs') : undefined;
  const rest = inner.rest(callFields);
  // Arguments in pieces are kept as they came.
  const native = partial === undefined ? rest : { ...rest, args: null };
  return {
    kind: 'tool_call',
    id: calls.callId(own, name),
    name,
    arguments: JSON.stringify(args ?? (partial === undefined ? {} : objectOfPartialArgs(partial))),
    ...defined({
      signature: sealOf(part),
      native: leftovers(part, ['functionCall', 'thoughtSignature'], ['functionCall', native]),
    }),
  };
}

const responseFields = new Set(['id', 'name', 'response', 'parts']);

function readMedium(value: unknown, path: string): Part {
  const part = fieldsOf(value, path);
  if (part.value('inlineData') !== undefined) return readInline(part);
  if (part.value('fileData') !== undefined) return readFile(part);
  throw refused(path, 'an object with inlineData or fileData');
}

function readResult(part: Fields, calls: CallBook): Part {
  const inner = fieldsOf(part.value('functionResponse'), part.at('functionResponse'));
  const name = inner.needName('name');
  const own = inner.text('id') === '' ? undefined : inner.text('id');
  const { text, isError } = readResponse(inner.nested('response')?.object ?? {});
  const media = (inner.list('parts') ?? []).map((one, index) => readMedium(one, `${inner.at('parts')}.${index}`));
  return {
    kind: 'tool_result',
    callId: calls.resultId(own, name),
    name,
    parts: [{ kind: 'text', text }, ...media],
    ...defined({
      isError,
      native: leftovers(part, ['functionResponse'], ['functionResponse', inner.rest(responseFields)]),
    }),
  };
}

function serverTool(tool: string): Reader {
  return (part) => ({ kind: 'server_tool', tool, value: part.object });
}

/** A tool of Google's that stands in the history by its kind (`FILE_SEARCH`). */
function readToolStep(key: string): Reader {
  return (part) => {
    const type = fieldsOf(part.value(key), part.at(key)).value('toolType');
    return { kind: 'server_tool', tool: typeof type === 'string' ? type.toLowerCase() : 'other', value: part.object };
  };
}

/** One reader for each field of Part.data (https://ai.google.dev/api/caching#Part). */
const readers: Readonly<Record<string, Reader>> = {
  text: readText,
  inlineData: readInline,
  fileData: readFile,
  functionCall: readCall,
  functionResponse: readResult,
  executableCode: serverTool('code_execution'),
  codeExecutionResult: serverTool('code_execution'),
  toolCall: readToolStep('toolCall'),
  toolResponse: readToolStep('toolResponse'),
};
const dataKeys = Object.keys(readers);

/** A `thought` of false says what its absence says. */
function thoughtless(part: Fields): Fields {
  if (part.flag('thought') !== false) return part;
  const { thought, ...rest } = part.object;
  return new Fields(rest, part.path);
}

/** Reads a part of a turn, with the calls of the turns before; throws invalid_request for one without data that is known. */
export function parsePart(value: unknown, path: string, calls: CallBook): Part {
  const part = thoughtless(fieldsOf(value, path));
  const keys = dataKeys.filter((key) => part.value(key) !== undefined);
  const [key] = keys;
  if (keys.length > 1) throw refused(path, `one of ${keys.join(' and ')}, not both`);
  if (key === undefined) {
    if (part.text('thoughtSignature') !== undefined) return readText(part);
    throw refused(path, `an object with one of ${dataKeys.join(', ')}`);
  }
  // Pictures that the model made while it thought are no part of its answer.
  if (key !== 'text' && part.flag('thought') === true) return { kind: 'native', type: key, value: part.object };
  const reader = entryOf(readers, key) ?? readText;
  return reader(part, calls);
}
