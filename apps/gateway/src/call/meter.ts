import type { StreamEvent } from '@weir/protocol/canonical/stream-event';
import type { Failure } from '@weir/protocol/failure';
import type { FinishReason, MeterEvent } from '@weir/protocol/meter-event';
import type { Usage } from '@weir/protocol/usage';

/** What has been read off an answer so far. */
export class Meter {
  usage: Usage = {};
  /** The tier that the upstream says it served: prices depend on it. */
  serviceTier: string | undefined;
  /** Milliseconds from the send to the first content. */
  firstTokenMs: number | undefined;
  finishReason: FinishReason | undefined;
  upstreamModel: string | undefined;
  /** An error that the upstream reported inside its answer. */
  failure: Failure | undefined;
  /** The dialect's own terminal event was seen. */
  ended = false;

  /** Takes events that arrived `atMs` after the send; undefined where an answer came whole and has no first token. */
  take(events: readonly (MeterEvent | StreamEvent)[], atMs: number | undefined): void {
    for (const event of events) {
      switch (event.type) {
        case 'start':
          this.upstreamModel = event.model ?? this.upstreamModel;
          break;
        case 'content':
        case 'delta':
          this.firstTokenMs ??= atMs;
          break;
        case 'open':
        case 'close':
          break;
        case 'usage':
          this.usage = { ...this.usage, ...event.usage };
          this.serviceTier = event.serviceTier ?? this.serviceTier;
          break;
        case 'finish':
          // The first choice's stands for the answer.
          if (!('choice' in event) || event.choice === 0) this.finishReason = event.reason;
          break;
        case 'error':
          this.failure ??= event.failure;
          break;
        case 'end':
          this.ended = true;
          break;
      }
    }
  }
}
