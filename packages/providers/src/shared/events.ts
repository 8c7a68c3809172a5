import { type JsonObject, nameAt } from '@weir/protocol/json-read';
import type { MeterEvent } from '@weir/protocol/meter-event';
import type { Usage } from '@weir/protocol/usage';

/** The start of an answer that names itself under `id` and `model`. */
export function startOf(body: JsonObject): MeterEvent {
  const responseId = nameAt(body, 'id');
  const model = nameAt(body, 'model');
  return {
    type: 'start',
    ...(responseId === undefined ? {} : { responseId }),
    ...(model === undefined ? {} : { model }),
  };
}

/** A usage event, with the tier where one is named. */
export function usageEvent(usage: Usage, serviceTier: string | undefined): MeterEvent {
  return { type: 'usage', usage, ...(serviceTier === undefined ? {} : { serviceTier }) };
}
