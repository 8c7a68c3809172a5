import { embeddingsUsage } from '@weir/protocol/dialects/chat-completions/chat-usage';
import { type JsonObject, objectAt, parseObject } from '@weir/protocol/json-read';
import { scanTopLevel } from '@weir/protocol/json-spans';
import type { MeterEvent } from '@weir/protocol/meter-event';
import { toEmbeddedFailure } from '@weir/protocol/to-failure';
import { startOf, usageEvent } from '../shared/events.ts';

/** The few keys that the meter reads; the vectors, nearly all of the bytes, are not parsed. */
const keys = ['id', 'model', 'usage', 'error'] as const;

function readKeys(body: Buffer): JsonObject | undefined {
  const spans = scanTopLevel(body);
  if (spans === undefined) return undefined;
  const members = keys.flatMap((key) => {
    const span = spans.get(key);
    return span === undefined ? [] : `"${key}":${body.toString('utf8', ...span)}`;
  });
  return parseObject(`{${members.join(',')}}`);
}

/** Reads an embeddings answer; without `end` where it is an error or was cut. */
export function fromEmbeddingsBody(body: Buffer): readonly MeterEvent[] {
  const read = readKeys(body);
  if (read === undefined) return [];
  if (read['error'] !== undefined && read['error'] !== null)
    return [{ type: 'error', failure: toEmbeddedFailure(read) }];
  const report = objectAt(read, 'usage');
  return [
    startOf(read),
    ...(report === undefined ? [] : [usageEvent(embeddingsUsage(report), undefined)]),
    { type: 'end' },
  ];
}
