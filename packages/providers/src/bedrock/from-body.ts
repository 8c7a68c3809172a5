import type { StreamEvent } from '@weir/protocol/canonical/stream-event';
import { unfoldPart } from '@weir/protocol/canonical/unfold-answer';
import { asObject, type JsonObject, listAt, nameAt, objectAt, parseObject } from '@weir/protocol/json-read';
import { converseUsage } from './converse-usage.ts';
import { finishOf } from './finish.ts';
import { type Reading, readBlock } from './read-block.ts';

/** The usage that a whole answer or `metadata` reports, with the tier that served it. */
export function usageOf(holder: JsonObject): readonly StreamEvent[] {
  const report = objectAt(holder, 'usage');
  if (report === undefined) return [];
  const serviceTier = nameAt(objectAt(holder, 'serviceTier'), 'type');
  return [{ type: 'usage', usage: converseUsage(report), ...(serviceTier === undefined ? {} : { serviceTier }) }];
}

/**
 * Reads a whole answer; without `end` where it has no message, or does not say why it stopped.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html.
 */
export function fromConverseBody(text: string, reading: Reading): readonly StreamEvent[] {
  const body = parseObject(text);
  const message = objectAt(objectAt(body, 'output'), 'message');
  if (body === undefined || message === undefined) return [];
  const blocks: readonly JsonObject[] = listAt(message, 'content').map((entry) => asObject(entry) ?? {});
  const finish = finishOf(body);
  return [
    { type: 'start' },
    ...blocks.flatMap((block, index) => unfoldPart(readBlock(block, reading), 0, index)),
    ...finish,
    ...usageOf(body),
    ...(finish.length === 0 ? [] : [{ type: 'end' } as const]),
  ];
}
