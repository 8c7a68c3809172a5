import { asObject, type JsonObject, listAt, objectAt } from '../../json-read.ts';
import type { CandidateState } from './candidate-state.ts';
import { finishWord, readFinish } from './finish-reason.ts';
import { annotationsOf } from './grounding.ts';
import { type AnswerReading, readAnswerLogprobs, readAnswerPart } from './read-answer-part.ts';

/** Fields that have canonical names; a candidate's others are kept in a native part of this type, before its end. */
const readFields = new Set(['content', 'finishReason', 'index', 'logprobsResult']);
export const candidatePart = 'candidate';

function isEmpty(value: unknown): boolean {
  const object = asObject(value);
  return value === null || (object !== undefined && Object.keys(object).length === 0);
}

/** The fields that are not read, and say something. */
export function restOf(object: JsonObject, known: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key, value]) => !known.has(key) && !isEmpty(value)));
}

/** What a chunk says of one candidate. */
export function readCandidate(candidate: JsonObject, state: CandidateState, reading: AnswerReading): void {
  for (const part of listAt(objectAt(candidate, 'content'), 'parts')) readAnswerPart(part, state, reading);
  readAnswerLogprobs(candidate, state);
  state.finishWord = finishWord(candidate['finishReason']) ?? state.finishWord;
  // Later chunks say more of the same.
  state.metadata = { ...state.metadata, ...restOf(candidate, readFields) };
}

/** Tells how a candidate ended, when nothing of it can come any more. */
export function endCandidate(state: CandidateState): void {
  const { open, metadata, offsets } = state;
  if (open?.kind === 'text') {
    const range = { from: open.from, to: offsets.units };
    for (const annotation of annotationsOf(metadata, offsets, range)) {
      state.delta(open.index, { kind: 'annotation', annotation });
    }
  }
  state.close();
  if (Object.keys(metadata).length > 0) state.whole({ kind: 'native', type: candidatePart, value: metadata });
  const finish = readFinish(state.finishWord ?? '', state.waiting.length > 0);
  state.tell({ type: 'finish', choice: state.number, ...finish });
}
