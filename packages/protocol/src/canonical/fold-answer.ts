import type { AnswerChoice, ChatAnswer, Finish } from './chat-answer.ts';
import { growPart } from './grow-part.ts';
import type { Part } from './part.ts';
import type { StreamEvent } from './stream-event.ts';

type Choice = { parts: Part[]; finish?: Finish };
type Answer = { -readonly [Key in keyof ChatAnswer]: ChatAnswer[Key] };

/** Gathers an answer event by event. What it holds grows with the answer: use it only where the answer is wanted whole. */
export class AnswerFold {
  readonly #choices: Choice[] = [];
  readonly #answer: Answer = { choices: this.#choices, ended: false };

  take(event: StreamEvent): void {
    switch (event.type) {
      case 'start': {
        const { type, ...rest } = event;
        Object.assign(this.#answer, rest);
        break;
      }
      case 'open':
        this.#choice(event.choice).parts[event.index] = event.part;
        break;
      case 'delta': {
        const { parts } = this.#choice(event.choice);
        const part = parts[event.index];
        if (part !== undefined) parts[event.index] = growPart(part, event.delta);
        break;
      }
      case 'close':
        break;
      case 'usage':
        this.#answer.usage = { ...this.#answer.usage, ...event.usage };
        if (event.serviceTier !== undefined) this.#answer.serviceTier = event.serviceTier;
        break;
      case 'finish': {
        const { type, choice, ...finish } = event;
        this.#choice(choice).finish = finish;
        break;
      }
      case 'error':
        this.#answer.failure ??= event.failure;
        break;
      case 'end':
        this.#answer.ended = true;
        break;
    }
  }

  /** What the events so far come to. */
  answer(): ChatAnswer {
    const choices: readonly AnswerChoice[] = this.#choices.map((choice) => ({ ...choice, parts: [...choice.parts] }));
    return { ...this.#answer, choices };
  }

  #choice(number: number): Choice {
    for (let missing = this.#choices.length; missing <= number; missing++) this.#choices.push({ parts: [] });
    const choice = this.#choices[number];
    if (choice === undefined) throw new RangeError(`no choice ${number}`);
    return choice;
  }
}

/** The answer that these events tell of. */
export function foldAnswer(events: Iterable<StreamEvent>): ChatAnswer {
  const fold = new AnswerFold();
  for (const event of events) fold.take(event);
  return fold.answer();
}
