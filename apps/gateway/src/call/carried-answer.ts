import type { StreamEncoder } from '@weir/protocol/canonical/chat-dialect';
import { AnswerFold } from '@weir/protocol/canonical/fold-answer';
import type { StreamEvent } from '@weir/protocol/canonical/stream-event';
import type { AnswerSink, SinkOptions } from './answer-sink.ts';
import { Seam, type SeamMode } from './seam.ts';

type EventOf<Type extends StreamEvent['type']> = Extract<StreamEvent, { type: Type }>;

/** What an answer consists of so far: plain text that another target can go on with, or more than that. */
type Shape = 'empty' | 'text' | 'other';

/** A streamed answer that may be carried on by another target: one text for the client, whoever says it. */
export class CarriedAnswer {
  readonly #encoder: StreamEncoder;
  readonly #fold: AnswerFold | undefined;
  #shape: Shape = 'empty';
  #text = '';
  #rest = '';
  /** The end of the text, which is none while another target may carry it on. */
  #ending: StreamEvent[] = [];
  #whole = false;

  constructor({ dialect, context, keeps }: SinkOptions) {
    this.#encoder = dialect.encoder(context);
    this.#fold = keeps ? new AnswerFold() : undefined;
  }

  /** The text that was sent, where it is all that was sent and can be carried on; undefined elsewhere. */
  get openText(): string | undefined {
    return this.#shape === 'text' ? this.#text : undefined;
  }

  /** True once the client has, or is about to get, the end of it. */
  get isWhole(): boolean {
    return this.#whole;
  }

  /** Takes the first target's answer. An error stays here: it is told once nobody can carry on. */
  firstSink(): AnswerSink {
    return this.#sink((event) => this.#take(event));
  }

  /** Takes the answer of a target that carries on. `diverged` is told when its answer is another one. */
  nextSink(mode: SeamMode, diverged: () => void): AnswerSink {
    const leg = new CarryingLeg(new Seam(this.#text, mode), diverged);
    this.#ending = [];
    return this.#sink((event) =>
      leg
        .take(event)
        .map((each) => this.#take(each))
        .join(''),
    );
  }

  #sink(take: (event: StreamEvent) => string): AnswerSink {
    return { take, rest: () => this.#rest, said: () => this.#fold?.answer() };
  }

  #take(event: StreamEvent): string {
    if (event.type === 'error') return '';
    if (this.#shape === 'text' && this.#endsText(event)) {
      this.#ending.push(event);
      return '';
    }
    const held = this.#ending.splice(0);
    const text = [...held, event].map((each) => this.#pass(each)).join('');
    if (event.type !== 'end') return text;
    this.#whole = true;
    this.#rest += text;
    return '';
  }

  #endsText({ type }: StreamEvent): boolean {
    return type === 'close' || type === 'finish' || (type === 'usage' && this.#ending.length > 0);
  }

  #pass(event: StreamEvent): string {
    this.#note(event);
    this.#fold?.take(event);
    return this.#encoder.encode(event);
  }

  #note(event: StreamEvent): void {
    switch (event.type) {
      case 'open':
        this.#shape = this.#shape === 'empty' && event.choice === 0 && event.part.kind === 'text' ? 'text' : 'other';
        break;
      case 'delta':
        if (event.delta.kind !== 'text' || event.delta.logprobs !== undefined) this.#shape = 'other';
        else this.#text += event.delta.text;
        break;
      case 'close':
      case 'finish':
        this.#shape = 'other';
        break;
      case 'start':
      case 'usage':
      case 'error':
      case 'end':
        break;
    }
  }
}

/** Puts the parts of a carrying answer where the client expects them: its first text goes on with the text that is open. */
class CarryingLeg {
  readonly #seam: Seam;
  readonly #diverged: () => void;
  /** The client's number of each part; absent for what is left out. */
  readonly #numbers = new Map<number, number>();
  #textAt: number | undefined;
  #over = false;

  constructor(seam: Seam, diverged: () => void) {
    this.#seam = seam;
    this.#diverged = diverged;
  }

  take(event: StreamEvent): readonly StreamEvent[] {
    if (this.#over) return [];
    switch (event.type) {
      case 'start':
      case 'error':
        return [];
      case 'open':
        return this.#open(event);
      case 'delta':
        return this.#delta(event);
      case 'close':
        return this.#close(event);
      case 'finish':
        return event.choice === 0 ? this.#ended(event) : [];
      case 'usage':
        return [event];
      case 'end':
        return this.#ended(event);
    }
  }

  #open(event: EventOf<'open'>): readonly StreamEvent[] {
    if (event.choice !== 0) return [];
    if (event.part.kind === 'text' && this.#textAt === undefined) {
      this.#textAt = event.index;
      this.#numbers.set(event.index, 0);
      return [];
    }
    // What it thinks before it goes on is nobody's business: the client's answer has begun already.
    if (this.#textAt === undefined) return [];
    const index = this.#numbers.size;
    this.#numbers.set(event.index, index);
    return this.#ended({ ...event, index });
  }

  #delta(event: EventOf<'delta'>): readonly StreamEvent[] {
    const index = event.choice === 0 ? this.#numbers.get(event.index) : undefined;
    if (index === undefined) return [];
    if (event.index !== this.#textAt || event.delta.kind !== 'text') return [{ ...event, index }];
    return this.#sewn(this.#seam.take(event.delta.text));
  }

  #close(event: EventOf<'close'>): readonly StreamEvent[] {
    const index = event.choice === 0 ? this.#numbers.get(event.index) : undefined;
    if (index === undefined) return [];
    const rest = event.index === this.#textAt ? this.#endText() : [];
    return this.#over ? [] : [...rest, { ...event, index }];
  }

  /** What ends the answer, unless the answer is another one. */
  #ended(event: StreamEvent): readonly StreamEvent[] {
    const rest = this.#endText();
    return this.#over ? [] : [...rest, event];
  }

  #endText(): readonly StreamEvent[] {
    return this.#sewn(this.#seam.end());
  }

  #sewn(sewn: ReturnType<Seam['take']>): readonly StreamEvent[] {
    if (sewn.kind === 'diverged') {
      this.#over = true;
      this.#diverged();
      return [];
    }
    return sewn.text === '' ? [] : [{ type: 'delta', choice: 0, index: 0, delta: { kind: 'text', text: sewn.text } }];
  }
}
