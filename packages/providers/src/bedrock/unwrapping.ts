import { exceptionOf, unwrapBytes } from '@weir/protocol/aws-frames';
import type { StreamDecoder, StreamEvent } from '@weir/protocol/canonical/stream-event';
import { parseObject } from '@weir/protocol/json-read';
import { toNamedFailure } from '@weir/protocol/to-failure';

/** Reads a stream whose frames Bedrock has wrapped; its own errors, which end the stream, stand between them. */
export function unwrapping(inner: StreamDecoder): StreamDecoder {
  let isOver = false;
  return {
    frame(event, data): readonly StreamEvent[] {
      if (isOver) return [];
      const exception = exceptionOf(event);
      if (exception !== undefined) {
        isOver = true;
        return [{ type: 'error', failure: toNamedFailure(exception, parseObject(data) ?? {}) }];
      }
      const frame = unwrapBytes({ event, data });
      return inner.frame(frame.event, frame.data);
    },
    end: () => (isOver ? [] : inner.end()),
  };
}
