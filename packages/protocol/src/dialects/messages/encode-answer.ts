import type { ChatAnswer } from '../../canonical/chat-answer.ts';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import type { Part } from '../../canonical/part.ts';
import { type JsonObject, objectAt } from '../../json-read.ts';
import { encodeBlocks } from './encode-block.ts';
import { fromFinish } from './finish-reason.ts';
import { tierReport, usageReport } from './usage-report.ts';

const endingKeys = ['container', 'context_management', 'stop_details'] as const;

/** What of an end's native fields is this dialect's; two of them clients' types demand. */
export function endingOf(native: JsonObject | undefined): JsonObject {
  const keys = endingKeys.filter((key) => objectAt(native, key) !== undefined);
  return { container: null, stop_details: null, ...Object.fromEntries(keys.map((key) => [key, native?.[key]])) };
}

/** The id of a message: the upstream's own, else one of ours. */
export function messageId(responseId: string | undefined, { callId }: AnswerContext): string {
  return responseId ?? `msg_${callId.replaceAll('-', '')}`;
}

/** Without a seal that has no words at the end: clients take the last block for the answer. */
function spoken(parts: readonly Part[]): readonly Part[] {
  const last = parts.at(-1);
  return last?.kind === 'text' && last.text === '' ? parts.slice(0, -1) : parts;
}

/** Writes a whole message. Of several answers it holds the first: this dialect cannot ask for more. */
export function encodeAnswer(answer: ChatAnswer, context: AnswerContext): JsonObject {
  const choice = answer.choices[0];
  const parts = choice?.parts ?? [];
  const native = choice?.finish?.native;
  const calls = parts.some(({ kind }) => kind === 'tool_call');
  return {
    id: messageId(answer.responseId, context),
    type: 'message',
    role: 'assistant',
    model: answer.model ?? context.model,
    content: spoken(parts).flatMap(encodeBlocks),
    ...fromFinish(choice?.finish, calls),
    usage: {
      ...usageReport(answer.usage ?? {}, objectAt(native, 'usage')),
      service_tier: tierReport(answer.serviceTier),
    },
    ...endingOf(native),
  };
}
