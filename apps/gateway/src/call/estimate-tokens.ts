import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Countable } from '@weir/protocol/canonical/countable';

type Count = (text: string) => number;

/**
 * Characters that the tokenizer sees at once. What it takes for one word costs it the square of its length, and text
 * without spaces (Chinese, base64) is one word.
 */
const pieceCharactersMax = 256;
/** After so many characters other calls get their turn. */
const turnCharacters = 16_384;
/** What is counted of a request; the rest is taken to be like it. */
const countedCharactersMax = 1_000_000;

let loading: Promise<Count> | undefined;

/** The vocabulary takes 80 MB: it is loaded by the first call that needs it. */
function load(): Promise<Count> {
  loading ??= import('gpt-tokenizer/encoding/o200k_base').then(({ countTokens }) => {
    // Words that are signs to a model are text here.
    const asText = { disallowedSpecial: new Set<string>() };
    return (text) => countTokens(text, asText);
  });
  return loading;
}

/** Where the piece that begins at `start` ends: before a space where there is one, never inside of a character. */
function pieceEnd(text: string, start: number): number {
  const end = start + pieceCharactersMax;
  if (end >= text.length) return text.length;
  const space = text.lastIndexOf(' ', end);
  if (space > start + pieceCharactersMax / 2) return space;
  const code = text.charCodeAt(end);
  return code >= 0xdc00 && code <= 0xdfff ? end - 1 : end;
}

function* piecesOf(texts: readonly string[], charactersMax: number): Generator<string> {
  let left = charactersMax;
  for (const text of texts) {
    for (let start = 0; start < text.length && left > 0; ) {
      const end = pieceEnd(text, start);
      yield text.slice(start, end);
      left -= end - start;
      start = end;
    }
  }
}

/**
 * About how many tokens a model takes this for, by OpenAI's o200k vocabulary. Recorded prompts without tools are within a
 * quarter of what half of the vendors counted; what vendors add to a prompt unseen is in none of it.
 * Undefined where `isUnwanted` has become true.
 */
export async function estimateTokens(
  { texts, allowanceTokens }: Countable,
  isUnwanted: () => boolean,
): Promise<number | undefined> {
  const count = await load();
  let tokens = 0;
  let characters = 0;
  let turnEnd = turnCharacters;
  for (const piece of piecesOf(texts, countedCharactersMax)) {
    tokens += count(piece);
    characters += piece.length;
    if (characters < turnEnd) continue;
    turnEnd = characters + turnCharacters;
    await nextTurn();
    if (isUnwanted()) return undefined;
  }
  const all = texts.reduce((sum, text) => sum + text.length, 0);
  const counted = characters === 0 ? 0 : Math.ceil(tokens * (all / characters));
  return counted + allowanceTokens;
}
