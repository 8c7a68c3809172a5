import type { AnswerChoice, ChatAnswer } from '../../canonical/chat-answer.ts';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import type { JsonObject } from '../../json-read.ts';
import { candidateOf, headOf, nativeOf, usageOf } from './answer-frame.ts';
import { ByteOffsets } from './byte-offsets.ts';
import { groundingMetadata, type Placed } from './grounding.ts';
import { writeLogprobs } from './logprobs.ts';
import { candidatePart } from './read-candidate.ts';
import { writeAnswerPart } from './write-answer-part.ts';

function encodeChoice({ parts, finish }: AnswerChoice, index: number): JsonObject {
  const offsets = new ByteOffsets();
  const placed: Placed[] = [];
  const logprobs = parts.flatMap((part) => (part.kind === 'text' ? (part.logprobs ?? []) : []));
  for (const part of parts) {
    if (part.kind !== 'text' && part.kind !== 'refusal') continue;
    const from = offsets.units;
    offsets.push(part.text);
    if (part.kind === 'text') placed.push(...(part.annotations ?? []).map((annotation) => ({ annotation, from })));
  }
  const own = parts.findLast((part) => part.kind === 'native' && part.type === candidatePart);
  return candidateOf({
    index,
    parts: parts.flatMap(writeAnswerPart),
    finish,
    native: own?.kind === 'native' ? own.value : undefined,
    grounding: groundingMetadata(placed, offsets),
    logprobs: logprobs.length === 0 ? undefined : writeLogprobs(logprobs),
  });
}

/** True where the prompt was blocked: such an answer has no candidates. */
export function isBlocked(native: JsonObject, choices: readonly AnswerChoice[]): boolean {
  return native['promptFeedback'] !== undefined && choices.every((choice) => choice.parts.length === 0);
}

/** Writes a whole answer. */
export function encodeAnswer(answer: ChatAnswer, context: AnswerContext): JsonObject {
  const native = nativeOf(answer);
  const blocked = isBlocked(native, answer.choices);
  // Without a candidate an answer would look as if it was cut.
  const choices: readonly AnswerChoice[] = answer.choices.length === 0 ? [{ parts: [] }] : answer.choices;
  return {
    ...(blocked ? {} : { candidates: choices.map(encodeChoice) }),
    ...usageOf(answer.usage, answer.serviceTier),
    ...headOf(answer, context),
    ...native,
  };
}
