import { effortOfBudget } from '../canonical/effort.ts';

/** How a body asks for thinking, in any dialect's fields. */
type Said = { readonly effort?: unknown; readonly mode?: unknown; readonly budgetTokens?: unknown };

/** What it comes to: a word where one can be given, and whether the model has to think. */
export type SaidEffort = { readonly effort?: string; readonly thinks: boolean };

const wordCharactersMax = 32;
const unsaid: SaidEffort = { thinks: false };
const off: SaidEffort = { effort: 'none', thinks: false };

/** Whether thinking is asked for. A budget below 0 leaves the measure to the model (Gemini), which is no word for it. */
export function saidEffort({ effort, mode, budgetTokens }: Said): SaidEffort {
  if (mode === 'disabled' || mode === false || effort === 'none' || budgetTokens === 0) return off;
  if (typeof effort === 'string' && effort !== '' && effort.length <= wordCharactersMax) {
    return { effort: effort.toLowerCase(), thinks: true };
  }
  if (typeof budgetTokens === 'number' && budgetTokens > 0) {
    return { effort: effortOfBudget(budgetTokens), thinks: true };
  }
  const isOn = mode === 'enabled' || mode === 'adaptive' || mode === 'auto' || mode === true;
  return isOn || typeof budgetTokens === 'number' ? { thinks: true } : unsaid;
}
