import type { Part } from '../../canonical/part.ts';
import type { PartDelta, StreamEvent } from '../../canonical/stream-event.ts';
import type { JsonObject } from '../../json-read.ts';
import { Base64Join } from './base64-join.ts';
import { ByteOffsets } from './byte-offsets.ts';
import type { PartialArgs } from './partial-args.ts';

/** The part that grows: the API sends a text, thoughts, a sound or arguments piece by piece. */
type Open =
  | { readonly kind: 'text' | 'reasoning'; readonly index: number; readonly from: number; readonly sealed?: boolean }
  | { readonly kind: 'audio'; readonly index: number; readonly mediaType: string; readonly join: Base64Join }
  | { readonly kind: 'call'; readonly index: number; readonly args: PartialArgs };

/** Where events go until they are fetched. */
export type Outbox = { events: StreamEvent[] };

/** What is known of one candidate while it comes: no text, but for the arguments of a call that is not whole yet. */
export class CandidateState {
  readonly number: number;
  readonly offsets = new ByteOffsets();
  /** Names of calls that the client has to answer. */
  readonly waiting: string[] = [];
  open: Open | undefined;
  finishWord: string | undefined;
  metadata: JsonObject = {};
  readonly #outbox: Outbox;
  #parts = 0;

  constructor(number: number, outbox: Outbox) {
    this.number = number;
    this.#outbox = outbox;
  }

  /** Opens a part that stays open; what was open is closed. */
  begin(part: Part): number {
    this.close();
    const index = this.#parts++;
    this.#outbox.events.push({ type: 'open', choice: this.number, index, part });
    return index;
  }

  delta(index: number, delta: PartDelta): void {
    this.#outbox.events.push({ type: 'delta', choice: this.number, index, delta });
  }

  /** A part that comes whole, with what its delta must say. */
  whole(part: Part, delta?: PartDelta): void {
    const index = this.begin(part);
    if (delta !== undefined) this.delta(index, delta);
    this.#outbox.events.push({ type: 'close', choice: this.number, index });
  }

  tell(event: StreamEvent): void {
    this.#outbox.events.push(event);
  }

  /** Closes what is open. */
  close(): void {
    const { open } = this;
    if (open === undefined) return;
    this.open = undefined;
    if (open.kind === 'call') this.delta(open.index, { kind: 'arguments', text: JSON.stringify(open.args.value()) });
    if (open.kind === 'audio') {
      const data = open.join.end();
      if (data !== '') this.delta(open.index, { kind: 'audio', data });
    }
    this.#outbox.events.push({ type: 'close', choice: this.number, index: open.index });
  }
}

/** Sounds come in pieces of one type. */
export function openAudio(state: CandidateState, mediaType: string): Extract<Open, { kind: 'audio' }> {
  const index = state.begin({ kind: 'audio', source: { kind: 'base64', data: '', mediaType } });
  const open = { kind: 'audio', index, mediaType, join: new Base64Join() } as const;
  state.open = open;
  return open;
}
