import { isAnswer } from './last-turn.ts';
import { hashOf, randomFrom, textPieces } from './random.ts';
import type { SimulatedRequest } from './request.ts';

/** What is left of `pieces` after `said`, which they begin with. */
function after(pieces: readonly string[], said: string): string[] {
  let left = said.length;
  return pieces.flatMap((piece) => {
    const rest = piece.slice(Math.max(0, left));
    left -= piece.length;
    return rest === '' ? [] : [rest];
  });
}

/**
 * The text of an answer in pieces. With `same` it follows from that word alone, whatever the model, and an answer that
 * the request has begun is gone on with, as models do.
 */
export function answerPieces({ random, behaviour, last }: SimulatedRequest): string[] {
  const { same, chunks, empty, other } = behaviour;
  if (empty !== undefined) return [];
  if (same === undefined || other !== undefined) return textPieces(random, chunks);
  const pieces = textPieces(randomFrom(hashOf(same)), chunks);
  const said = last !== undefined && isAnswer(last) ? last.text : '';
  return pieces.join('').startsWith(said) ? after(pieces, said) : pieces;
}
