import type { Failure } from '../failure.ts';
import type { JsonObject } from '../json-read.ts';
import type { FinishReason } from '../meter-event.ts';
import type { Usage } from '../usage.ts';
import type { Part } from './part.ts';

export type Finish = {
  readonly reason: FinishReason;
  readonly stopSequence?: string;
  readonly word?: string;
  /** As the event of the same name has it. */
  readonly native?: JsonObject;
};

/** One of the answers that were asked for. Without `finish` it was cut. */
export type AnswerChoice = { readonly parts: readonly Part[]; readonly finish?: Finish };

/** An answer as a whole: what its stream events come to. */
export type ChatAnswer = {
  readonly responseId?: string;
  readonly model?: string;
  readonly createdAtSeconds?: number;
  readonly choices: readonly AnswerChoice[];
  /** Absent: not reported. */
  readonly usage?: Usage;
  readonly serviceTier?: string;
  readonly failure?: Failure;
  /** The dialect's own terminal event was seen. */
  readonly ended: boolean;
  readonly native?: JsonObject;
};
