import type { BodyFacts } from './body-facts.ts';

/**
 * UTF-8 bytes that a token stands for: English prose has 4 to 5, code and JSON about 3, Chinese and Japanese 3 to 4 (a
 * sign has 3 bytes and about one token), Cyrillic and Greek more.
 */
const bytesPerToken = 4;

/** About how many input tokens a body has. Within a third of what vendors count for most prompts: not for a window's edge. */
export function inputTokensOf({
  textBytes,
  allowanceTokens,
}: Pick<BodyFacts, 'textBytes' | 'allowanceTokens'>): number {
  return Math.ceil(textBytes / bytesPerToken) + allowanceTokens;
}
