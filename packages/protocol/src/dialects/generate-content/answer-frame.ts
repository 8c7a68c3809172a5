import type { Finish } from '../../canonical/chat-answer.ts';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import { defined } from '../../canonical/fields.ts';
import type { JsonObject } from '../../json-read.ts';
import type { Usage } from '../../usage.ts';
import { writeFinish } from './finish-reason.ts';
import { writeUsage } from './generate-usage.ts';

/** Fields of an answer that this dialect alone has: others' are not written. */
const nativeFields = ['promptFeedback', 'createTime', 'turnToken', 'modelStatus'];
const candidateFields = [
  'groundingMetadata',
  'citationMetadata',
  'urlContextMetadata',
  'safetyRatings',
  'finishMessage',
  'avgLogprobs',
  'score',
  'tokenCount',
  'groundingAttributions',
];

function only(object: JsonObject | undefined, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object ?? {}).filter(([key]) => names.includes(key)));
}

export type AnswerHead = {
  readonly responseId?: string | undefined;
  readonly model?: string | undefined;
  readonly native?: JsonObject | undefined;
};

/** What every chunk ends with: who answers. */
export function headOf({ responseId, model }: AnswerHead, context: AnswerContext): JsonObject {
  return { modelVersion: model ?? context.model, responseId: responseId ?? context.callId };
}

/** What an answer of this dialect said besides. */
export function nativeOf({ native }: AnswerHead): JsonObject {
  return only(native, nativeFields);
}

export type EndedCandidate = {
  readonly index: number;
  readonly parts: readonly JsonObject[];
  readonly finish: Finish | undefined;
  /** The value of its native part, where it came in this dialect. */
  readonly native: JsonObject | undefined;
  readonly grounding: JsonObject | undefined;
  readonly logprobs: JsonObject | undefined;
};

/** A candidate that is complete. */
export function candidateOf(of: EndedCandidate): JsonObject {
  const { index, parts, finish, native, grounding, logprobs } = of;
  return {
    content: { parts, role: 'model' },
    finishReason: writeFinish(finish),
    index,
    ...defined({ groundingMetadata: grounding, logprobsResult: logprobs }),
    ...only(native, candidateFields),
  };
}

/** `usageMetadata`, where anything is known of it. */
export function usageOf(usage: Usage | undefined, serviceTier: string | undefined): JsonObject {
  if (usage === undefined && serviceTier === undefined) return {};
  return { usageMetadata: writeUsage(usage ?? {}, serviceTier) };
}
