import type { Effort, ReasoningRequest } from '../../canonical/chat-request.ts';
import { budgetOfEffort, effortOfBudget } from '../../canonical/effort.ts';
import { fieldOf } from '../../canonical/features.ts';
import { defined } from '../../canonical/fields.ts';
import type { JsonObject } from '../../json-read.ts';
import type { ChatOperation } from '../../operation.ts';
import type { Writing } from './writing.ts';

/** The API's own words again. */
function ownThinking({ mode, budgetTokens, effort, shown }: ReasoningRequest): JsonObject {
  const measured = mode === 'disabled' ? 0 : mode === 'adaptive' ? -1 : undefined;
  return defined({
    includeThoughts: shown,
    thinkingBudget: budgetTokens ?? measured,
    thinkingLevel: effort?.toUpperCase(),
  });
}

/** Gemini 2.5: bounds of the budget by model; Pro cannot be switched off (https://ai.google.dev/gemini-api/docs/thinking#set-budget). */
const budgetMax = 24_576;
const proBudget = { min: 128, max: 32_768 };

function budgetFor(wanted: number, model: string): number {
  if (wanted < 0) return -1;
  if (/pro/.test(model)) return Math.min(Math.max(wanted, proBudget.min), proBudget.max);
  // Flash-Lite thinks with 512 tokens at least.
  return wanted === 0 ? 0 : Math.min(Math.max(wanted, 512), budgetMax);
}

/** Gemini 3 thinks by levels; Pro knows no `minimal` and none can be switched off (https://ai.google.dev/gemini-api/docs/thinking#thinking-levels). */
function levelFor(effort: Effort, model: string): 'minimal' | 'low' | 'medium' | 'high' {
  switch (effort) {
    case 'none':
    case 'minimal':
      return /pro/.test(model) ? 'low' : 'minimal';
    case 'low':
    case 'medium':
    case 'high':
      return effort;
    case 'xhigh':
    case 'max':
      return 'high';
  }
}

/** How much to think, as far as the request says; undefined leaves it to the model. */
function effortOf({ mode, effort, budgetTokens }: ReasoningRequest): Effort | undefined {
  if (mode === 'disabled') return 'none';
  if (effort !== undefined) return effort;
  return budgetTokens === undefined ? undefined : effortOfBudget(budgetTokens);
}

function wantedBudget(reasoning: ReasoningRequest): number | undefined {
  const { mode, effort, budgetTokens } = reasoning;
  if (mode === 'disabled') return 0;
  if (budgetTokens !== undefined) return budgetTokens;
  if (effort !== undefined) return budgetOfEffort(effort);
  return mode === undefined ? undefined : -1;
}

/** `thinkingConfig` for a target of any generation; what is met in part only is told as dropped. */
export function encodeThinking(
  reasoning: ReasoningRequest | undefined,
  writing: Writing,
  dialect: ChatOperation,
): JsonObject | undefined {
  if (reasoning === undefined) return undefined;
  if (writing.own) return ownThinking(reasoning);
  const { losses, target, generation } = writing;
  const effort = effortOf(reasoning);
  const asked = effort !== undefined && effort !== 'none';
  if (target.reasons === false || (generation !== undefined && generation < 2.5)) {
    if (asked) losses.cannot(reasoning.budgetTokens === undefined ? 'reasoning_effort' : 'reasoning_budget');
    return undefined;
  }
  const shown = reasoning.shown === true && losses.can('reasoning_shown') ? { includeThoughts: true } : {};
  if (effort !== undefined && !losses.can('reasoning_effort')) return shown;
  if (generation === undefined || generation < 3) {
    const wanted = wantedBudget(reasoning);
    return wanted === undefined ? shown : { ...shown, thinkingBudget: budgetFor(wanted, target.model) };
  }
  if (effort === undefined) return shown;
  const level = levelFor(effort, target.model);
  if (reasoning.budgetTokens !== undefined) losses.drop(fieldOf('reasoning_budget', dialect));
  else if (level !== effort) losses.drop(fieldOf('reasoning_effort', dialect));
  return { ...shown, thinkingLevel: level.toUpperCase() };
}
