import type { SimulatedUsage } from './behaviour.ts';

/** One write to the socket, `afterMs` after the one before. */
export type Step = { readonly afterMs: number; readonly bytes: Buffer; readonly reportsUsage?: boolean };

/** How an answer stops: ended as HTTP has it, the connection cut, or silence on an open connection; the last two also before its head. */
export type Ending = 'complete' | 'cut' | 'stall';

/** A whole answer, decided before its first byte. */
export type Script = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly headAfterMs: number;
  readonly steps: readonly Step[];
  readonly ending: Ending;
  /** Stops so before its head. */
  readonly headless?: boolean;
  /** What the answer reports, if it gets that far; undefined where it reports none. */
  readonly usage: SimulatedUsage | undefined;
};

/** What a dialect says, before faults are worked in: its frames, or one whole body. */
export type Answer = {
  /** Frames before, between and after the pieces of content. */
  readonly opening: readonly Buffer[];
  readonly content: readonly Buffer[];
  readonly closing: readonly { readonly bytes: Buffer; readonly reportsUsage?: boolean }[];
  /** The dialect's error event. */
  readonly errorFrame: Buffer;
};

/** One SSE frame. */
export function frame(data: unknown, event?: string): Buffer {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return Buffer.from(`${event === undefined ? '' : `event: ${event}\n`}data: ${text}\n\n`);
}
