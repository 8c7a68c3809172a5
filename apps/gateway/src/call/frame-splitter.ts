import { AwsFrameSplitter } from '@weir/protocol/aws-frames';
import { FrameSplitter } from '@weir/protocol/sse';
import type { SseFrame } from '@weir/protocol/sse-frame';
import type { Framing } from '@weir/providers/provider';

/** Cuts a byte stream into frames, wherever the network cut it. */
export type Splitter = {
  push(chunk: Buffer): readonly SseFrame[];
  end(): readonly SseFrame[];
};

/** The splitter of a framing. */
export function createSplitter(framing: Framing): Splitter {
  switch (framing) {
    case 'sse':
      return new FrameSplitter();
    case 'aws':
      return new AwsFrameSplitter();
  }
}
