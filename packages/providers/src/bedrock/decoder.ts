import { exceptionOf } from '@weir/protocol/aws-frames';
import type { StreamDecoder, StreamEvent } from '@weir/protocol/canonical/stream-event';
import { readFrame, unreadableFrame } from '@weir/protocol/canonical/unreadable-frame';
import { countAt, entryOf, type JsonObject, objectAt, parseObject } from '@weir/protocol/json-read';
import { toNamedFailure } from '@weir/protocol/to-failure';
import { BlockReader } from './block-reader.ts';
import { finishOf } from './finish.ts';
import { usageOf } from './from-body.ts';
import type { Reading } from './read-block.ts';

type Phase = 'before' | 'message' | 'stopped' | 'reported' | 'over';
type State = { readonly blocks: BlockReader; phase: Phase };
type Reader = (payload: JsonObject, state: State) => readonly StreamEvent[];

const nothing: readonly StreamEvent[] = [];

function blockNumber(payload: JsonObject): number {
  return countAt(payload, 'contentBlockIndex') ?? 0;
}

/** One reader per event. Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html. */
const readers: Readonly<Record<string, Reader>> = {
  messageStart: (_payload, state) => {
    if (state.phase !== 'before') return nothing;
    state.phase = 'message';
    return [{ type: 'start' }];
  },
  contentBlockStart: (payload, { blocks, phase }) =>
    phase === 'message' ? blocks.start(blockNumber(payload), objectAt(payload, 'start') ?? {}) : nothing,
  contentBlockDelta: (payload, { blocks, phase }) =>
    phase === 'message' ? blocks.delta(blockNumber(payload), objectAt(payload, 'delta') ?? {}) : nothing,
  contentBlockStop: (payload, { blocks }) => blocks.stop(blockNumber(payload)),
  messageStop: (payload, state) => {
    const finish = state.phase === 'message' ? finishOf(payload) : nothing;
    if (finish.length > 0) state.phase = 'stopped';
    return [...state.blocks.stopAll(), ...finish];
  },
  metadata: (payload, state) => {
    if (state.phase === 'before') return nothing;
    if (state.phase === 'stopped') state.phase = 'reported';
    return usageOf(payload);
  },
};

/** Reads a ConverseStream. It is whole when `metadata` came behind `messageStop` and the bytes then stopped cleanly. */
export class ConverseDecoder implements StreamDecoder {
  readonly #state: State;

  constructor(reading: Reading) {
    this.#state = { blocks: new BlockReader(reading), phase: 'before' };
  }

  frame(event: string | undefined, data: string): readonly StreamEvent[] {
    if (this.#state.phase === 'over') return nothing;
    const exception = exceptionOf(event);
    if (exception !== undefined) {
      this.#state.phase = 'over';
      return [{ type: 'error', failure: toNamedFailure(exception, parseObject(data) ?? {}) }];
    }
    const read = event === undefined ? undefined : entryOf(readers, event);
    const payload = readFrame(data);
    if (payload === 'unreadable') {
      this.#state.phase = 'over';
      return [unreadableFrame];
    }
    return read === undefined || payload === 'filler' ? nothing : read(payload, this.#state);
  }

  end(): readonly StreamEvent[] {
    return this.#state.phase === 'reported' ? [{ type: 'end' }] : nothing;
  }
}
