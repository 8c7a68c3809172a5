import type { EncodeTarget, Losses } from '../../canonical/losses.ts';
import type { Signature } from '../../canonical/part.ts';
import type { ChatOperation } from '../../operation.ts';
import { modelGeneration } from './model-generation.ts';

/** What the writing of a request depends on. */
export type Writing = {
  readonly losses: Losses;
  readonly target: EncodeTarget;
  /** The request was asked in this dialect: its native fields are put back. */
  readonly own: boolean;
  /** Of the request: how its fields are named in losses. */
  readonly dialect: ChatOperation;
  /** Of the target's Gemini; undefined for other models. */
  readonly generation: number | undefined;
};

/** The frame for writing a request to `target`. */
export function writingFor(target: EncodeTarget, losses: Losses, dialect: ChatOperation): Writing {
  return { target, losses, dialect, own: dialect === 'generate_content', generation: modelGeneration(target.model) };
}

/** The seal, where the target made it. */
export function ownSeal(signature: Signature | undefined, { target }: Writing): string | undefined {
  return signature !== undefined && signature.origin === target.signer ? signature.value : undefined;
}
