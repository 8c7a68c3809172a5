import type { Usage } from '@weir/protocol/usage';
import { type Json, parsed } from './json.ts';

/** A call of one of the client's tools: its arguments as JSON, as text where they are no JSON or free text. */
export type StatedCall = { id: string | undefined; name: string; arguments: Json; custom: boolean };

/** One of the answers asked for, its pieces joined. */
export type StatedChoice = {
  text: string;
  reasoning: string;
  refusal: string;
  calls: StatedCall[];
  /** Pictures put out. */
  images: number;
  /** What is said in a sound. */
  transcript: string;
  /** Steps of the vendor's own tools and other pieces that only its dialect has. */
  others: string[];
  /** The canonical word for why it ended; undefined where nothing says so. */
  finish: string | undefined;
};

/** What an answer says, read without any code of the product. */
export type Statement = {
  choices: StatedChoice[];
  /** Disjoint buckets; a bucket that is missing was not reported. */
  usage: Usage;
  /** The vendor says in it that the answer failed. */
  failed: boolean;
  /** The vendor's last event is there; always, of a whole answer. */
  ended: boolean;
};

type DraftCall = { id: string | undefined; name: string; text: string; custom: boolean };

/** Gathers a choice of a stream. */
export class Draft {
  text = '';
  reasoning = '';
  refusal = '';
  transcript = '';
  images = 0;
  others: string[] = [];
  finish: string | undefined;
  readonly #calls = new Map<string | number, DraftCall>();

  /** The call under `key`, in the order of the first mention. */
  call(key: string | number): DraftCall {
    const known = this.#calls.get(key) ?? { id: undefined, name: '', text: '', custom: false };
    this.#calls.set(key, known);
    return known;
  }

  /** All of it; a call without arguments has none: `{}`. */
  done(): StatedChoice {
    const { text, reasoning, refusal, transcript, images, others, finish } = this;
    const calls = [...this.#calls.values()].map((call) => ({
      id: call.id,
      name: call.name,
      custom: call.custom,
      arguments: call.custom ? call.text : parsed(call.text === '' ? '{}' : call.text),
    }));
    return { text, reasoning, refusal, transcript, images, others, calls, finish };
  }
}
