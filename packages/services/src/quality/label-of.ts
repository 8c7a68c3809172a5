import { isTask, type Task } from '@weir/catalog/quality/task';
import type { RatedCall, UnlabelledFeedback } from '@weir/db/sql/quality-feedback';
import { z } from 'zod';
import type { QualityLabel, RatedAnswer } from './label.ts';

const answered: ReadonlySet<string> = new Set(['succeeded', 'truncated', 'canceled']);
/** What is asked of a prompt that nobody told the task of: `chat` holds the rest. */
const otherwise: Task = 'chat';

const chosen = z.object({
  provider: z.string(),
  model: z.string(),
  expected: z.object({ propensity: z.number().optional() }).optional(),
});
const route = z.object({ name: z.string(), version: z.int() });

function answerOf({ status, provider, model, isSmart, ...call }: RatedCall): RatedAnswer | undefined {
  if (provider === null || model === null || !answered.has(status)) return undefined;
  const known = route.safeParse(call.route);
  return { model: `${provider}/${model}`, smart: isSmart, ...(known.success ? { route: known.data } : {}) };
}

/**
 * The chance that a draw put this model first. Undefined where nothing was drawn, and where the model was asked because
 * another had failed: then no draw led to it.
 */
function propensityOf(model: string, first: unknown): number | undefined {
  const known = chosen.safeParse(first);
  if (!known.success || `${known.data.provider}/${known.data.model}` !== model) return undefined;
  return known.data.expected?.propensity;
}

function taskOf(calls: readonly RatedCall[]): Task {
  return calls.map(({ task }) => task).find((task) => task !== null && isTask(task)) ?? otherwise;
}

/**
 * The label of what somebody said: empty where it teaches nothing, since nobody answered; undefined where a Call is not
 * recorded, which may still come.
 */
export function labelOf({
  isVerdict,
  call,
  other,
}: UnlabelledFeedback): QualityLabel | Record<string, never> | undefined {
  if (call === undefined || (isVerdict && other === undefined)) return undefined;
  const calls = isVerdict && other !== undefined ? [call, other] : [call];
  const [one, against] = calls.map(answerOf);
  if (one === undefined || (isVerdict && against === undefined)) return {};
  const propensity = propensityOf(one.model, call.first);
  const asker = call.asker ?? other?.asker ?? null;
  return {
    ...one,
    task: taskOf(calls),
    features: calls.find(({ features }) => features !== null)?.features ?? '',
    ...(propensity === undefined ? {} : { propensity }),
    ...(asker === null ? {} : { asker }),
    ...(against === undefined ? {} : { other: against }),
  };
}
