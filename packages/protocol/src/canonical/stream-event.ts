import type { Failure } from '../failure.ts';
import type { JsonObject } from '../json-read.ts';
import type { FinishReason } from '../meter-event.ts';
import type { Usage } from '../usage.ts';
import type { Annotation, Part, Signature, TokenLogprob } from './part.ts';

/**
 * What a part grows by. Text goes to texts and refusals, `section` to the numbered section of a reasoning (the last one
 * where absent), `value` of `native` replaces the part's.
 */
export type PartDelta =
  | { readonly kind: 'text'; readonly text: string; readonly logprobs?: readonly TokenLogprob[] }
  | { readonly kind: 'reasoning'; readonly text: string; readonly section?: number }
  | { readonly kind: 'arguments'; readonly text: string }
  | { readonly kind: 'signature'; readonly signature: Signature }
  | { readonly kind: 'annotation'; readonly annotation: Annotation }
  | { readonly kind: 'audio'; readonly data?: string; readonly transcript?: string }
  | { readonly kind: 'native'; readonly value: JsonObject };

/**
 * An answer as it comes. Invariants, for every decoder and every encoder:
 * - `start` comes first, once; `end` last, once, and only where the dialect's own terminal event was seen (without it
 *   the answer was cut); nothing after `end`.
 * - Parts are numbered from 0 within a choice, in the order in which they are opened. A part is opened once, grows only
 *   while open, and is closed before `finish` of its choice. Several may be open at a time (parallel tool calls).
 * - `open.part` holds what is known at once: an answer's texts and arguments are empty there and come as deltas, but
 *   parts that come whole (images, server tools, native ones, sealed reasoning) are complete.
 * - `usage` is cumulative: a later one replaces the buckets that it names. It may come at any place after `start`.
 * - `error` is told at most once and is followed by nothing but `end`, where the vendor ends such answers properly.
 */
export type StreamEvent =
  | {
      readonly type: 'start';
      readonly responseId?: string;
      readonly model?: string;
      readonly createdAtSeconds?: number;
      readonly native?: JsonObject;
    }
  | { readonly type: 'open'; readonly choice: number; readonly index: number; readonly part: Part }
  | { readonly type: 'delta'; readonly choice: number; readonly index: number; readonly delta: PartDelta }
  | { readonly type: 'close'; readonly choice: number; readonly index: number }
  | { readonly type: 'usage'; readonly usage: Usage; readonly serviceTier?: string }
  | {
      readonly type: 'finish';
      readonly choice: number;
      readonly reason: FinishReason;
      /** The sequence that ended it. */
      readonly stopSequence?: string;
      /** The vendor's own word, where `reason` says less. */
      readonly word?: string;
      /** What the answer's own dialect says at its end and no canonical field holds. */
      readonly native?: JsonObject;
    }
  | { readonly type: 'error'; readonly failure: Failure }
  | { readonly type: 'end' };

/** Reads a stream frame by frame; `end` is told when the bytes stopped cleanly. Keeps no text that it has passed on. */
export type StreamDecoder = {
  frame(event: string | undefined, data: string): readonly StreamEvent[];
  end(): readonly StreamEvent[];
};
