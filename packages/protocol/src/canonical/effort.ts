import type { Effort } from './chat-request.ts';

/** The least budget that Anthropic takes (its page on extended thinking); no vendor asks for less. */
export const budgetTokensMin = 1024;

/**
 * Tokens to think with for a word of effort. No vendor publishes such a table; these are the steps that the vendors'
 * own OpenAI-compatible layers and the widely used gateways agree on in size (Google's: low 1,024, medium 8,192, high
 * 24,576; https://ai.google.dev/gemini-api/docs/openai).
 */
const budgets: Readonly<Record<Exclude<Effort, 'none'>, number>> = {
  minimal: 1024,
  low: 2048,
  medium: 8192,
  high: 16_384,
  xhigh: 32_768,
  max: 32_768,
};

/** The budget that stands for an effort; 0 for none. Bounded by what the answer may have, where that is given. */
export function budgetOfEffort(effort: Effort, outputTokensMax?: number): number {
  if (effort === 'none') return 0;
  const budget = budgets[effort];
  return outputTokensMax === undefined ? budget : Math.min(budget, outputTokensMax);
}

/** The effort that stands for a budget: the highest one whose budget it reaches. A negative one is the model's own measure. */
export function effortOfBudget(budgetTokens: number): Effort {
  if (budgetTokens === 0) return 'none';
  if (budgetTokens < 0) return 'medium';
  if (budgetTokens < 2048) return 'minimal';
  if (budgetTokens < 8192) return 'low';
  if (budgetTokens < 16_384) return 'medium';
  return budgetTokens < 32_768 ? 'high' : 'xhigh';
}
