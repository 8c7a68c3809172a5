import type { MeterEvent } from '@weir/protocol/meter-event';
import type { Operation } from '@weir/protocol/operation';
import { FrameSplitter } from '@weir/protocol/sse';
import type { Usage } from '@weir/protocol/usage';
import type { Provider } from '@weir/providers/provider';
import type { TrafficRecord } from '@weir/testing/reference';

/** What the product reads off a record: usage, as later events complete earlier ones, the tier and the model served. */
export type Decoded = {
  readonly usage: Usage;
  readonly serviceTier: string | undefined;
  readonly servedModel: string | undefined;
};

function events(provider: Provider, operation: Operation, record: TrafficRecord): readonly MeterEvent[] {
  const bytes = Buffer.from(record.response_body);
  if (record.response_format !== 'sse') return provider.fromBody(operation, bytes);
  const decoder = provider.decoder(operation);
  const splitter = new FrameSplitter();
  const frames = [...splitter.push(bytes), ...splitter.end()];
  return [...frames.flatMap(({ event, data }) => decoder.frame(event, data)), ...decoder.end()];
}

/** Decodes a whole record with a provider's own functions. */
export function decode(provider: Provider, operation: Operation, record: TrafficRecord): Decoded {
  let usage: Usage = {};
  let serviceTier: string | undefined;
  let servedModel: string | undefined;
  for (const event of events(provider, operation, record)) {
    if (event.type === 'start') servedModel = event.model ?? servedModel;
    if (event.type !== 'usage') continue;
    usage = { ...usage, ...event.usage };
    serviceTier = event.serviceTier ?? serviceTier;
  }
  return { usage, serviceTier, servedModel };
}
