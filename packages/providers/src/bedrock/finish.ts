import type { StreamEvent } from '@weir/protocol/canonical/stream-event';
import { entryOf, type JsonObject, nameAt, objectAt, textAt } from '@weir/protocol/json-read';
import type { FinishReason } from '@weir/protocol/meter-event';

/** Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_MessageStopEvent.html. */
const reasons: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  guardrail_intervened: 'content_filter',
  content_filtered: 'content_filter',
  refusal: 'refusal',
};

/** Words that their reason says all of. */
const plain: ReadonlySet<string> = new Set(['end_turn', 'stop_sequence', 'max_tokens', 'tool_use', 'content_filtered']);

function stopSequenceIn(holder: JsonObject): string | undefined {
  const fields = objectAt(holder, 'additionalModelResponseFields');
  return textAt(fields, 'stop_sequence') ?? textAt(objectAt(fields, 'delta'), 'stop_sequence');
}

/** Why the answer ended, of a whole answer or of `messageStop`; none where it does not say. */
export function finishOf(holder: JsonObject): readonly StreamEvent[] {
  const word = nameAt(holder, 'stopReason');
  if (word === undefined) return [];
  const stopSequence = word === 'stop_sequence' ? stopSequenceIn(holder) : undefined;
  return [
    {
      type: 'finish',
      choice: 0,
      reason: entryOf(reasons, word) ?? 'other',
      ...(stopSequence === undefined ? {} : { stopSequence }),
      ...(plain.has(word) ? {} : { word }),
    },
  ];
}
