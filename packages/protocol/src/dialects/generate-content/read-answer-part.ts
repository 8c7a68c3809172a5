import { defined } from '../../canonical/fields.ts';
import type { Signature } from '../../canonical/part.ts';
import { asObject, entryOf, type JsonObject, listAt, nameAt, objectAt, textAt } from '../../json-read.ts';
import { type CandidateState, openAudio } from './candidate-state.ts';
import { readLogprobs } from './logprobs.ts';
import { mediaPart, sourceOfUri, typeOfUrl } from './media.ts';
import { PartialArgs } from './partial-args.ts';

/** What reading a part of an answer depends on besides the part. */
export type AnswerReading = {
  /** Of the upstream: the origin of its seals. */
  readonly signer: string;
  /** Makes an id for a call that came without one. */
  nextCallId(): string;
};

type Reader = (part: JsonObject, state: CandidateState, reading: AnswerReading) => void;

function sealOf(part: JsonObject, { signer }: AnswerReading): Signature | undefined {
  const value = textAt(part, 'thoughtSignature');
  return value === undefined ? undefined : { origin: signer, value };
}

/** The open text or reasoning, opened where there is none of this kind. */
function growing(state: CandidateState, kind: 'text' | 'reasoning'): number {
  const { open } = state;
  if (open?.kind === kind && open.sealed !== true) return open.index;
  const from = state.offsets.units;
  const index = state.begin(kind === 'text' ? { kind, text: '' } : { kind, texts: [], summarized: true });
  state.open = { kind, index, from };
  return index;
}

function readText(part: JsonObject, state: CandidateState, reading: AnswerReading): void {
  const text = typeof part['text'] === 'string' ? part['text'] : '';
  const kind = part['thought'] === true ? 'reasoning' : 'text';
  const signature = sealOf(part, reading);
  if (text === '' && signature === undefined) return;
  const index = growing(state, kind);
  if (kind === 'text') state.offsets.push(text);
  if (text !== '') state.delta(index, kind === 'text' ? { kind, text } : { kind, text, section: 0 });
  if (signature === undefined) return;
  state.delta(index, { kind: 'signature', signature });
  // A seal ends its part (https://ai.google.dev/gemini-api/docs/thought-signatures). Sources of the text may still come.
  if (kind === 'reasoning') state.close();
  else state.open = { kind: 'text', index, from: state.open?.kind === 'text' ? state.open.from : 0, sealed: true };
}

function readInline(part: JsonObject, state: CandidateState, reading: AnswerReading): void {
  const blob = objectAt(part, 'inlineData');
  const mediaType = nameAt(blob, 'mimeType') ?? 'application/octet-stream';
  const data = textAt(blob, 'data') ?? '';
  if (!mediaType.startsWith('audio/')) {
    const signature = sealOf(part, reading);
    state.whole(mediaPart({ kind: 'base64', data, mediaType }, mediaType, defined({ signature })));
    return;
  }
  const { open } = state;
  const audio = open?.kind === 'audio' && open.mediaType === mediaType ? open : openAudio(state, mediaType);
  const piece = audio.join.push(data);
  if (piece !== '') state.delta(audio.index, { kind: 'audio', data: piece });
}

function readFile(part: JsonObject, state: CandidateState, reading: AnswerReading): void {
  const file = objectAt(part, 'fileData');
  const uri = textAt(file, 'fileUri') ?? '';
  const mediaType = nameAt(file, 'mimeType');
  const signature = sealOf(part, reading);
  state.whole(mediaPart(sourceOfUri(uri, mediaType), mediaType ?? typeOfUrl(uri) ?? '', defined({ signature })));
}

/** A call without a name goes on with, or ends, the one that is open. */
function continueCall(call: JsonObject, state: CandidateState): void {
  if (state.open?.kind !== 'call') return;
  state.open.args.take(listAt(call, 'partialArgs'));
  if (call['willContinue'] !== true) state.close();
}

function readCall(part: JsonObject, state: CandidateState, reading: AnswerReading): void {
  const call = objectAt(part, 'functionCall') ?? {};
  const name = textAt(call, 'name');
  if (name === undefined) {
    continueCall(call, state);
    return;
  }
  const id = textAt(call, 'id') ?? reading.nextCallId();
  const signature = sealOf(part, reading);
  state.waiting.push(name);
  const index = state.begin({ kind: 'tool_call', id, name, arguments: '', ...defined({ signature }) });
  const args = new PartialArgs(objectAt(call, 'args'));
  args.take(listAt(call, 'partialArgs'));
  state.open = { kind: 'call', index, args };
  if (call['willContinue'] !== true) state.close();
}

/** A result in an answer: Google ran the call itself (its MCP client), so nobody else has to. */
function readResult(part: JsonObject, state: CandidateState): void {
  const index = state.waiting.indexOf(textAt(objectAt(part, 'functionResponse'), 'name') ?? '');
  if (index !== -1) state.waiting.splice(index, 1);
  state.whole({ kind: 'native', type: 'functionResponse', value: part });
}

function serverTool(key: string, tool?: string): Reader {
  return (part, state) => {
    const type = textAt(objectAt(part, key), 'toolType');
    state.whole({ kind: 'server_tool', tool: tool ?? type?.toLowerCase() ?? 'other', value: part });
  };
}

const readers: Readonly<Record<string, Reader>> = {
  text: readText,
  inlineData: readInline,
  fileData: readFile,
  functionCall: readCall,
  functionResponse: readResult,
  executableCode: serverTool('executableCode', 'code_execution'),
  codeExecutionResult: serverTool('codeExecutionResult', 'code_execution'),
  toolCall: serverTool('toolCall'),
  toolResponse: serverTool('toolResponse'),
};
const dataKeys = Object.keys(readers);

/** Reads one part of an answer; one of an unknown kind is kept as it is. */
export function readAnswerPart(value: unknown, state: CandidateState, reading: AnswerReading): void {
  const part = asObject(value);
  if (part === undefined) return;
  const key = dataKeys.find((one) => part[one] !== undefined && part[one] !== null);
  const reader = entryOf(readers, key ?? (part['thoughtSignature'] === undefined ? '' : 'text'));
  // Pictures that the model made while it thought are no part of its answer.
  if (reader === undefined || (part['thought'] === true && key !== 'text')) {
    if (Object.keys(part).length > 0) state.whole({ kind: 'native', type: key ?? 'part', value: part });
  } else reader(part, state, reading);
}

/** The log probabilities of a chunk, which belong to the text in it. */
export function readAnswerLogprobs(candidate: JsonObject, state: CandidateState): void {
  const logprobs = readLogprobs(objectAt(candidate, 'logprobsResult'));
  if (logprobs === undefined || state.open?.kind !== 'text') return;
  state.delta(state.open.index, { kind: 'text', text: '', logprobs });
}
