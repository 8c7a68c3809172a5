import type { Effort, ReasoningRequest } from '../../canonical/chat-request.ts';
import { effortOfBudget } from '../../canonical/effort.ts';
import { fieldOf } from '../../canonical/features.ts';
import type { JsonObject } from '../../json-read.ts';
import type { ChatQuirks } from './chat-quirks.ts';
import type { Encoding } from './encoding.ts';

/** From little to much. */
const order: readonly Effort[] = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/** The word nearest to `effort` that is taken, the smaller one of two; never none unless none was asked for. */
function nearest(effort: Effort, taken: readonly Effort[] | undefined): Effort | undefined {
  if (taken === undefined || taken.includes(effort)) return effort;
  const at = order.indexOf(effort);
  const some = taken.filter((word) => word !== 'none');
  const distance = (word: Effort): number => Math.abs(order.indexOf(word) - at);
  return some.toSorted((a, b) => distance(a) - distance(b) || order.indexOf(a) - order.indexOf(b))[0];
}

/** How much was asked for, as a word: none where it was switched off. */
function wordOf({ effort, mode, budgetTokens }: ReasoningRequest): Effort | undefined {
  if (mode === 'disabled') return 'none';
  return effort ?? (budgetTokens === undefined ? undefined : effortOfBudget(budgetTokens));
}

function effortFor({ quirks, losses, request }: Encoding, asked: ReasoningRequest): Effort | undefined {
  const word = wordOf(asked);
  if (word === undefined) return undefined;
  if (asked.budgetTokens !== undefined && asked.effort === undefined) losses.cannot('reasoning_budget');
  const sent = nearest(word, quirks.efforts);
  if (sent !== word) losses.drop(fieldOf('reasoning_effort', request.dialect));
  return sent;
}

function asEffort(encoding: Encoding, asked: ReasoningRequest): JsonObject {
  const effort = encoding.losses.can('reasoning_effort') ? effortFor(encoding, asked) : undefined;
  return effort === undefined ? {} : { reasoning_effort: effort };
}

/** OpenRouter: an effort or a budget, not both. */
function asReasoning(encoding: Encoding, asked: ReasoningRequest): JsonObject {
  const { mode, effort, budgetTokens, shown, summary } = asked;
  if (mode === 'disabled' || effort === 'none' || budgetTokens === 0) return { reasoning: { enabled: false } };
  const isBudget = effort === undefined && budgetTokens !== undefined && budgetTokens > 0;
  const word = isBudget || effort === undefined ? undefined : effortFor(encoding, asked);
  const takesBudget = isBudget && encoding.quirks.efforts?.length !== 0;
  if (isBudget && !takesBudget) encoding.losses.cannot('reasoning_budget');
  const isSaid = word !== undefined || takesBudget;
  return {
    reasoning: {
      ...(word === undefined ? {} : { effort: word }),
      ...(takesBudget ? { max_tokens: budgetTokens } : {}),
      ...(isSaid || (mode === undefined && effort === undefined && !isBudget) ? {} : { enabled: true }),
      ...(shown === undefined ? {} : { exclude: !shown }),
      ...(summary === undefined ? {} : { summary }),
    },
  };
}

/** DeepSeek, Z.AI and others: a switch, with an effort beside it where words for one are taken. */
function asThinking(encoding: Encoding, asked: ReasoningRequest): JsonObject {
  const { quirks, losses } = encoding;
  const { budgetTokens } = asked;
  const word = wordOf(asked);
  if (word === 'none') return { thinking: { type: 'disabled' } };
  const takesBudget = quirks.thinkingBudget === true && budgetTokens !== undefined;
  const thinking = { type: 'enabled', ...(takesBudget ? { budget_tokens: budgetTokens } : {}) };
  if (takesBudget) return { thinking };
  if (quirks.efforts !== undefined) {
    const effort = effortFor(encoding, asked);
    return { thinking, ...(effort === undefined ? {} : { reasoning_effort: effort }) };
  }
  if (asked.effort !== undefined) losses.cannot('reasoning_effort');
  else if (budgetTokens !== undefined) losses.cannot('reasoning_budget');
  return { thinking };
}

function lose({ losses }: Encoding, asked: ReasoningRequest): JsonObject {
  if (wordOf(asked) === 'none') return {};
  if (asked.effort !== undefined) losses.cannot('reasoning_effort');
  if (asked.budgetTokens !== undefined) losses.cannot('reasoning_budget');
  return {};
}

/** True where the client used the target's own form; words for effort are looked at all the same, where they are known. */
function isSaidAs(form: ChatQuirks['reasoning'], { native, effort }: ReasoningRequest): boolean {
  if (form === undefined || native?.[form] === undefined) return false;
  return form !== 'reasoning_effort' || effort === undefined;
}

/** How much the model should think, in the target's words. A model that does not think is not told how. */
export function encodeReasoningRequest(encoding: Encoding): JsonObject {
  const { request, quirks, target, isOwn } = encoding;
  const asked = request.reasoning;
  if (asked === undefined) return {};
  if (isOwn && quirks.reasoning === undefined && quirks.efforts === undefined)
    return asked.native ?? asEffort(encoding, asked);
  if (target.reasons === false || quirks.reasoning === 'none') return lose(encoding, asked);
  if (isOwn && asked.native !== undefined && isSaidAs(quirks.reasoning, asked)) return asked.native;
  switch (quirks.reasoning) {
    case 'reasoning':
      return asReasoning(encoding, asked);
    case 'thinking':
      return asThinking(encoding, asked);
    default:
      return asEffort(encoding, asked);
  }
}
