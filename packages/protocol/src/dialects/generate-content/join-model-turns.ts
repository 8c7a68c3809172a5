import type { Turn } from '../../canonical/chat-request.ts';
import type { Part, ReasoningPart, TextPart } from '../../canonical/part.ts';
import { ownSigner } from './seal.ts';

function joinedText(last: TextPart, next: TextPart): TextPart | undefined {
  const isPlain = [last, next].every(({ signature, native }) => signature === undefined && native === undefined);
  return isPlain ? { ...last, text: last.text + next.text } : undefined;
}

/** A seal of Gemini's stays on the part that it came on; another vendor's closes all of the thought before it. */
function joinedThought(last: ReasoningPart, next: ReasoningPart): ReasoningPart | undefined {
  const isOpen = last.signature === undefined && last.native === undefined && next.native === undefined;
  if (!isOpen || next.signature?.origin === ownSigner) return undefined;
  const text = last.texts.join('') + next.texts.join('');
  const { signature } = next;
  return { ...last, texts: text === '' ? [] : [text], ...(signature === undefined ? {} : { signature }) };
}

function joined(last: Part | undefined, next: Part): Part | undefined {
  if (last?.kind === 'text' && next.kind === 'text') return joinedText(last, next);
  return last?.kind === 'reasoning' && next.kind === 'reasoning' ? joinedThought(last, next) : undefined;
}

function joinedParts(parts: readonly Part[]): readonly Part[] {
  const whole: Part[] = [];
  for (const part of parts) {
    const grown = joined(whole.at(-1), part);
    if (grown === undefined) whole.push(part);
    else whole[whole.length - 1] = grown;
  }
  return whole;
}

/**
 * Google's SDK keeps a streamed answer as one message per chunk: messages of the model that follow each other are one,
 * and so are their texts and thoughts. Other languages want an answer whole, and a thought with its seal.
 */
export function joinModelTurns(turns: readonly Turn[]): readonly Turn[] {
  const whole: Turn[] = [];
  for (const turn of turns) {
    const last = whole.at(-1);
    const follows = turn.role === 'assistant' && last?.role === 'assistant';
    if (follows && turn.native === undefined && last.native === undefined) {
      whole[whole.length - 1] = { ...last, parts: [...last.parts, ...turn.parts] };
    } else whole.push(turn);
  }
  return whole.map((turn) => (turn.role === 'assistant' ? { ...turn, parts: joinedParts(turn.parts) } : turn));
}
