import type { Part } from '../../canonical/part.ts';
import type { PartDelta, StreamEvent } from '../../canonical/stream-event.ts';

/** Numbers the parts of one choice, and writes what happens to them as events. */
export class PartBook {
  readonly #choice: number;
  readonly #open = new Set<number>();
  #events: StreamEvent[] = [];
  #next = 0;

  constructor(choice: number) {
    this.#choice = choice;
  }

  get opened(): number {
    return this.#next;
  }

  open(part: Part): number {
    const index = this.#next++;
    this.#open.add(index);
    this.#events.push({ type: 'open', choice: this.#choice, index, part });
    return index;
  }

  /** A part that comes whole. */
  add(part: Part): void {
    this.close(this.open(part));
  }

  isOpen(index: number): boolean {
    return this.#open.has(index);
  }

  /** What comes after a part was closed is not the vendor's form of a stream: it cannot be told. */
  grow(index: number, delta: PartDelta): void {
    if (this.#open.has(index)) this.#events.push({ type: 'delta', choice: this.#choice, index, delta });
  }

  close(index: number): void {
    if (this.#open.delete(index)) this.#events.push({ type: 'close', choice: this.#choice, index });
  }

  /** The events since the last time. */
  take(): readonly StreamEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
