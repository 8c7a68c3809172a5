import type { Effort, ReasoningRequest } from '../../canonical/chat-request.ts';
import { defined, withoutKnown } from '../../canonical/fields.ts';
import { countAt, entryOf, type JsonObject, objectAt, textAt } from '../../json-read.ts';

const efforts: Readonly<Record<string, Effort>> = {
  none: 'none',
  minimal: 'minimal',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'xhigh',
  max: 'max',
};

/** The fields that any vendor asks for thinking by, and that are read together. */
export const reasoningFields = ['reasoning_effort', 'reasoning', 'thinking', 'include_reasoning'] as const;

type Said = { -readonly [Key in keyof ReasoningRequest]?: ReasoningRequest[Key] | undefined };

/** OpenRouter: https://openrouter.ai/docs/use-cases/reasoning-tokens. */
function fromReasoning(reasoning: JsonObject | undefined): Said {
  const { enabled, exclude } = reasoning ?? {};
  return {
    effort: entryOf(efforts, textAt(reasoning, 'effort') ?? ''),
    budgetTokens: countAt(reasoning, 'max_tokens'),
    mode: enabled === true ? 'enabled' : enabled === false ? 'disabled' : undefined,
    shown: typeof exclude === 'boolean' ? !exclude : undefined,
    summary: textAt(reasoning, 'summary'),
  };
}

const modes: Readonly<Record<string, NonNullable<ReasoningRequest['mode']>>> = {
  enabled: 'enabled',
  disabled: 'disabled',
  adaptive: 'adaptive',
  auto: 'adaptive',
};

/** DeepSeek, Z.AI, Moonshot; Databricks with Anthropic's budget. */
function fromThinking(thinking: JsonObject | undefined): Said {
  return {
    mode: entryOf(modes, textAt(thinking, 'type') ?? ''),
    budgetTokens: countAt(thinking, 'budget_tokens'),
  };
}

/** How much a request wants the model to think, in any vendor's words; the fields as they stood are kept beside. */
export function parseReasoningRequest(body: JsonObject): ReasoningRequest | undefined {
  const others = new Set(Object.keys(body).filter((key) => !reasoningFields.some((field) => field === key)));
  const native = withoutKnown(body, others);
  if (native === undefined) return undefined;
  const word = entryOf(efforts, textAt(body, 'reasoning_effort') ?? '');
  const own = defined(fromReasoning(objectAt(body, 'reasoning')));
  const thinking = defined(fromThinking(objectAt(body, 'thinking')));
  const included = body['include_reasoning'];
  return {
    ...(typeof included === 'boolean' ? { shown: included } : {}),
    ...thinking,
    ...own,
    ...(word === undefined ? {} : { effort: word }),
    native,
  };
}

/** A word for effort that nobody else knows: kept, so that it is not lost in silence. */
export function unknownEffort({ reasoning_effort: word }: JsonObject): JsonObject | undefined {
  return typeof word === 'string' && entryOf(efforts, word) === undefined ? { reasoning_effort: word } : undefined;
}
