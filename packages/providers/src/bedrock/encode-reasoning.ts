import type { ChatRequest, Effort, ReasoningRequest } from '@weir/protocol/canonical/chat-request';
import { budgetOfEffort, budgetTokensMin } from '@weir/protocol/canonical/effort';
import type { Losses } from '@weir/protocol/canonical/losses';
import type { JsonObject } from '@weir/protocol/json-read';
import { defined } from '../shared/defined.ts';
import type { Writing } from './writing.ts';

/** Nova 2 and gpt-oss know three: https://docs.aws.amazon.com/nova/latest/nova2-userguide/extended-thinking.html. */
const threeEfforts: Readonly<Record<Effort, string | undefined>> = {
  none: undefined,
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'high',
  max: 'high',
};

/** https://docs.anthropic.com/en/docs/build-with-claude/effort; `xhigh` is not known to all that know `max`. */
const claudeEfforts: Readonly<Record<Effort, string | undefined>> = {
  ...threeEfforts,
  xhigh: 'high',
  max: 'max',
};

function isOff({ mode, effort }: ReasoningRequest): boolean {
  return mode === 'disabled' || (mode === undefined && effort === 'none');
}

/** Claude may not be forced to call a tool while it thinks. */
function isForced({ toolChoice, tools }: ChatRequest): boolean {
  return tools.length > 0 && (toolChoice?.kind === 'required' || toolChoice?.kind === 'one');
}

/** True where the request makes the model think, which then takes no sampling of its own. */
export function asksToThink(request: ChatRequest, { family }: Writing): boolean {
  const { reasoning } = request;
  if (reasoning === undefined || isOff(reasoning)) return false;
  if (family.signer === 'anthropic' && isForced(request)) return false;
  const { mode, effort, budgetTokens } = reasoning;
  return family.thinking !== 'none' && (mode !== undefined || effort !== undefined || budgetTokens !== undefined);
}

/** What an answer should have at least besides the thinking. */
const answerTokens = 4096;

/** Claude's budget, below the limit of the answer, which stands for both; none where there is no room for one. */
export function claudeBudget(request: ChatRequest, writing: Writing): number | undefined {
  if (writing.family.thinking !== 'claude_budget' || !asksToThink(request, writing)) return undefined;
  const { reasoning, sampling } = request;
  const wanted = Math.max(budgetTokensMin, reasoning?.budgetTokens ?? budgetOfEffort(reasoning?.effort ?? 'medium'));
  const { outputTokensMax: most = Number.POSITIVE_INFINITY } = sampling;
  const budget = Math.min(wanted, most - Math.min(answerTokens, Math.floor(most / 2)));
  return budget < budgetTokensMin ? undefined : budget;
}

function displayOf({ shown }: ReasoningRequest): string | undefined {
  return shown === undefined ? undefined : shown ? 'summarized' : 'omitted';
}

function adaptive(reasoning: ReasoningRequest): JsonObject {
  const { effort } = reasoning;
  const word = effort === undefined ? undefined : claudeEfforts[effort];
  return defined({
    thinking: defined({ type: 'adaptive', display: displayOf(reasoning) }),
    output_config: word === undefined ? undefined : { effort: word },
  });
}

function enabled(request: ChatRequest, writing: Writing): JsonObject {
  const budget = claudeBudget(request, writing);
  if (budget !== undefined) return { thinking: { type: 'enabled', budget_tokens: budget } };
  writing.losses.cannot(request.reasoning?.budgetTokens === undefined ? 'reasoning_effort' : 'reasoning_budget');
  return {};
}

/** The words of a wish that a model has no field for. */
function tellLost({ effort, budgetTokens, shown }: ReasoningRequest, losses: Losses): JsonObject {
  if (effort !== undefined) losses.cannot('reasoning_effort');
  if (budgetTokens !== undefined) losses.cannot('reasoning_budget');
  if (shown !== undefined) losses.cannot('reasoning_shown');
  return {};
}

/** What says the amount of thinking, for `additionalModelRequestFields`. Off is what every model is unless told. */
export function encodeReasoning(request: ChatRequest, writing: Writing): JsonObject {
  const { reasoning } = request;
  const { family, losses } = writing;
  if (reasoning === undefined || isOff(reasoning)) return {};
  if (!asksToThink(request, writing)) return tellLost(reasoning, losses);
  const { effort = 'medium', budgetTokens } = reasoning;
  switch (family.thinking) {
    case 'claude_adaptive':
      return adaptive(reasoning);
    case 'claude_budget':
      return enabled(request, writing);
    case 'nova':
      if (budgetTokens !== undefined) losses.cannot('reasoning_budget');
      return { reasoningConfig: { type: 'enabled', maxReasoningEffort: threeEfforts[effort] } };
    case 'effort':
      if (budgetTokens !== undefined) losses.cannot('reasoning_budget');
      return { reasoning_effort: threeEfforts[effort] };
    case 'none':
      return {};
  }
}
