import type { BodyFacts } from './body-facts.ts';

/**
 * UTF-8 bytes that a token stands for: English prose has 4 to 5, code and JSON about 3, Chinese and Japanese 3 to 4 (a
 * sign has 3 bytes and about one token), Cyrillic and Greek more.
 */
const bytesPerToken = 4;

/**
 * About how many input tokens a body has. Of recorded plain prompts the median is within a tenth of what OpenAI and
 * Anthropic counted and half are within a quarter; Gemini counts less, and Anthropic 300 to 500 more for any tools.
 * Not for a window's edge.
 */
export function inputTokensOf({
  textBytes,
  allowanceTokens,
}: Pick<BodyFacts, 'textBytes' | 'allowanceTokens'>): number {
  return Math.ceil(textBytes / bytesPerToken) + allowanceTokens;
}
