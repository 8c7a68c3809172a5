import type { SimulatedUsage } from '../behaviour.ts';
import type { Reading } from './reading.ts';
import type { ModelTurn } from './script.ts';

/** A turn of the model and what its writing needs besides. */
export type Writing = {
  readonly id: string;
  readonly createdS: number;
  readonly reading: Reading;
  readonly turn: ModelTurn;
  readonly usage: SimulatedUsage;
};

/** A text in pieces of a few characters, as it is streamed. */
export function piecesOf(text: string, characters = 7): readonly string[] {
  return text.match(new RegExp(`[\\s\\S]{1,${characters}}`, 'g')) ?? [];
}
