import type { Effort, ReasoningRequest } from '../../canonical/chat-request.ts';
import { budgetOfEffort, budgetTokensMin, effortOfBudget } from '../../canonical/effort.ts';
import { fieldOf } from '../../canonical/features.ts';
import { given } from './read-field.ts';
import type { Block, Writing } from './writing.ts';

/** How a request of another dialect thinks, and how long its answer may be: each bounds the other. */
export type Thinking = {
  readonly maxTokens: number;
  readonly thinking?: Block;
  readonly effort?: Effort;
  /** The model thinks: what the API refuses beside that must go. */
  readonly on: boolean;
};

/** What is known of how the model thinks. */
export type Thinker = {
  /** The efforts that it knows, from the least to the most. */
  readonly efforts: readonly Effort[];
  readonly thinkingOff: 'say' | 'leave' | 'never';
  /** The conversation does not let it think by a budget. */
  readonly forbidden: boolean;
};

/** Where neither the client nor the catalogue knows better: within what every model since 3.5 can put out. */
export const outputTokensDefault = 8192;
/** What an answer should have at least besides the thinking. */
const answerTokens = 4096;

function isOff({ mode, effort, budgetTokens }: ReasoningRequest): boolean {
  return mode === 'disabled' || effort === 'none' || budgetTokens === 0;
}

/** True where it is asked how much to think; to show thoughts alone asks for none. */
function isAsked({ mode, effort, budgetTokens }: ReasoningRequest): boolean {
  return mode !== undefined || effort !== undefined || budgetTokens !== undefined;
}

/** The client's limit, which stands for thinking and answer together here as there, within the model's own. */
function limitOf({ request, target, losses }: Writing, budget: number): number {
  const asked = request.sampling.outputTokensMax;
  const most = target.outputTokensMax;
  if (asked === undefined) return most ?? (budget === 0 ? outputTokensDefault : budget + outputTokensDefault);
  if (most === undefined || asked <= most) return asked;
  losses.drop(fieldOf('output_tokens_max', request.dialect));
  return most;
}

function displayOf({ shown }: ReasoningRequest): Block {
  return shown === undefined ? {} : { display: shown ? 'summarized' : 'omitted' };
}

/** The nearest effort that the model knows, downwards: `efforts` from the least to the most. */
function nearest(effort: Effort, efforts: readonly Effort[]): Effort {
  const order: readonly Effort[] = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];
  const within = efforts.filter((one) => order.indexOf(one) <= order.indexOf(effort));
  return within.at(-1) ?? efforts[0] ?? 'low';
}

function adaptive(reasoning: ReasoningRequest, writing: Writing, efforts: readonly Effort[]): Thinking {
  const { losses, request } = writing;
  const { effort, budgetTokens } = reasoning;
  const measured = budgetTokens === undefined || budgetTokens < 0 ? undefined : effortOfBudget(budgetTokens);
  // A budget is met by an effort, which is no bound.
  if (measured !== undefined) losses.drop(fieldOf('reasoning_budget', request.dialect));
  const wanted = effort ?? measured;
  const says = wanted !== undefined && losses.can('reasoning_effort');
  return {
    maxTokens: limitOf(writing, 0),
    thinking: { type: 'adaptive', ...displayOf(reasoning) },
    ...given('effort', says ? nearest(wanted, efforts) : undefined),
    on: true,
  };
}

/**
 * `budget_tokens` must be from 1,024 and less than `max_tokens`. A limit of the client's is never raised, for it is a
 * bound of costs: the budget gives way, down to half of a small limit; under 2,048 there is no thinking.
 */
function budgeted(reasoning: ReasoningRequest, writing: Writing): Thinking {
  const { budgetTokens, effort = 'medium' } = reasoning;
  const asked = budgetTokens === undefined || budgetTokens < 0 ? budgetOfEffort(effort) : budgetTokens;
  const wanted = Math.max(budgetTokensMin, asked);
  const maxTokens = limitOf(writing, wanted);
  const budget = Math.min(wanted, maxTokens - Math.min(answerTokens, Math.floor(maxTokens / 2)));
  if (budget < budgetTokensMin) return without(reasoning, writing);
  return { maxTokens, thinking: { type: 'enabled', budget_tokens: budget, ...displayOf(reasoning) }, on: true };
}

function without(reasoning: ReasoningRequest, writing: Writing): Thinking {
  writing.losses.cannot(reasoning.budgetTokens === undefined ? 'reasoning_effort' : 'reasoning_budget');
  return { maxTokens: limitOf(writing, 0), on: false };
}

/** Without thinking, or with as little as the model can. */
function off(writing: Writing, { efforts, thinkingOff }: Thinker): Thinking {
  const maxTokens = limitOf(writing, 0);
  if (writing.target.reasons === false || thinkingOff === 'leave') return { maxTokens, on: false };
  if (thinkingOff === 'say') return { maxTokens, thinking: { type: 'disabled' }, on: false };
  writing.losses.drop(fieldOf('reasoning_effort', writing.request.dialect));
  return { maxTokens, ...given('effort', efforts[0]), on: true };
}

function isForced({ request }: Writing): boolean {
  const kind = request.toolChoice?.kind;
  return request.tools.length > 0 && (kind === 'required' || kind === 'one');
}

/**
 * Thinking and length of a request of another dialect. `lacks` of `reasoning_budget` marks the models that think by
 * their own measure (Opus 4.6 and later): they are told an effort, the others a budget, which the API refuses beside a
 * forced call of a tool.
 */
export function encodeThinking(writing: Writing, thinker: Thinker): Thinking {
  const { request, target } = writing;
  const { reasoning } = request;
  if (reasoning?.shown === true && !isAsked(reasoning)) writing.losses.cannot('reasoning_shown');
  if (reasoning === undefined || !isAsked(reasoning)) return { maxTokens: limitOf(writing, 0), on: false };
  if (isOff(reasoning)) return off(writing, thinker);
  if (target.reasons === false) return without(reasoning, writing);
  if (target.lacks.has('reasoning_budget')) return adaptive(reasoning, writing, thinker.efforts);
  return isForced(writing) || thinker.forbidden ? without(reasoning, writing) : budgeted(reasoning, writing);
}

/** `thinking` as the client wrote it. */
export function encodeOwnThinking({ request }: Writing): Block | undefined {
  const { mode, budgetTokens, shown, native } = request.reasoning ?? {};
  if (mode === undefined) return undefined;
  return { type: mode, ...given('budget_tokens', budgetTokens), ...(shown === undefined ? {} : native) };
}
