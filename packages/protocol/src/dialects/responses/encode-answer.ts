import type { ChatAnswer } from '../../canonical/chat-answer.ts';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import { openaiTier } from '../../canonical/openai-tier.ts';
import type { JsonObject } from '../../json-read.ts';
import { answerItem, answerPart, answerWriting, ItemIds, isCut } from './answer-items.ts';
import { statusOfFinish } from './closing.ts';
import { groupParts, itemsOf } from './output-items.ts';
import { repeatedSettings, responseIdOf } from './response-object.ts';
import { responsesReport, toolUsageOf } from './responses-report.ts';

/** The items of an answer. */
export function outputOf(answer: ChatAnswer, context: AnswerContext): readonly JsonObject[] {
  const writing = answerWriting(context);
  const [choice] = answer.choices;
  const parts = (choice?.parts ?? []).map((part) => answerPart(part, context));
  const ids = new ItemIds(context);
  return groupParts(parts)
    .flatMap((group) => itemsOf(group, writing))
    .map((item, index, all) => {
      const cut = index === all.length - 1 && isCut(item, choice?.finish?.reason);
      return answerItem(item, ids.of(item, index), cut);
    });
}

/** Writes a whole response. Of several answers the first: this API has no word for more. */
export function encodeResponsesAnswer(answer: ChatAnswer, context: AnswerContext): JsonObject {
  const [choice] = answer.choices;
  const reason = statusOfFinish(choice?.finish?.reason, choice?.parts ?? []);
  const toolUsage = toolUsageOf(answer.usage);
  return {
    id: responseIdOf(answer.responseId, context),
    object: 'response',
    created_at: answer.createdAtSeconds ?? context.createdAtSeconds,
    completed_at: null,
    status: reason === undefined ? 'completed' : 'incomplete',
    error: null,
    incomplete_details: reason === undefined ? null : { reason },
    model: answer.model ?? context.model,
    output: outputOf(answer, context),
    ...repeatedSettings(context.request),
    service_tier: openaiTier(answer.serviceTier ?? context.request?.serviceTier) ?? 'default',
    usage: responsesReport(answer.usage),
    ...(toolUsage === undefined ? {} : { tool_usage: toolUsage }),
  };
}
