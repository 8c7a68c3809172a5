import { z } from 'zod';
import { type Behaviour, behaviourOf, type Directives } from './behaviour.ts';
import { isAnswer, type LastTurn, lastTurn } from './last-turn.ts';
import { hashOf, type Random, randomFrom } from './random.ts';

const body = z.looseObject({
  model: z.string().optional(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  input: z.unknown().optional(),
});

/** A request as the dialects see it. */
export type SimulatedRequest = {
  /** Unique per answer; part of the answer's own id. */
  readonly id: string;
  readonly model: string;
  readonly streaming: boolean;
  readonly includesUsage: boolean;
  /** Of embeddings: how many texts. */
  readonly inputs: number;
  readonly createdS: number;
  readonly behaviour: Behaviour;
  readonly random: Random;
  /** Of the conversation, where it is one. */
  readonly last?: LastTurn;
};

/** What is known besides the body: Gemini's paths name the model and the form. */
export type Known = {
  readonly id: string;
  readonly seed: number;
  readonly nowMs: number;
  readonly model?: string | undefined;
  readonly streaming?: boolean | undefined;
  /** The fault that hits the request. */
  readonly hit?: (target: { readonly model: string; readonly endsWithAnswer: boolean }) => Partial<Directives>;
};

/** Reads a request's body. The answer follows from the body and the seed, so equal requests get equal usage. */
export function readRequest(raw: string, known: Known): SimulatedRequest {
  const parsed = body.parse(JSON.parse(raw));
  const random = randomFrom(hashOf(raw) ^ known.seed);
  const model = z.string().parse(known.model ?? parsed.model);
  const last = lastTurn(parsed);
  const [bare = model] = model.split('?');
  const fault = known.hit?.({ model: bare, endsWithAnswer: last !== undefined && isAnswer(last) });
  const behaviour = behaviourOf({ model, body: raw, ...(fault === undefined ? {} : { fault }) }, random);
  return {
    id: known.id,
    model: behaviour.model,
    streaming: known.streaming ?? parsed.stream ?? false,
    includesUsage: parsed.stream_options?.include_usage ?? false,
    inputs: Array.isArray(parsed.input) ? parsed.input.length : 1,
    createdS: Math.floor(known.nowMs / 1000),
    behaviour,
    random,
    ...(last === undefined ? {} : { last }),
  };
}
