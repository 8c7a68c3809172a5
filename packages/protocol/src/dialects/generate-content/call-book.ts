type OpenCall = { readonly id: string; readonly name: string };

/**
 * The id of a call that came without one: by its number among all calls and results of the request, so that it is the
 * same in every request that repeats the history.
 */
export function idOfNumber(number: number): string {
  return `gemini_call_${number}`;
}

/** Gives ids to calls that came without one, and finds the call that a result answers. Told of them in order. */
export class CallBook {
  #open: OpenCall[] = [];
  #count = 0;

  /** The id of a call: its own, else one made of its number. */
  callId(own: string | undefined, name: string): string {
    const id = own ?? idOfNumber(this.#count);
    this.#count++;
    this.#open.push({ id, name });
    return id;
  }

  /** The id of the call that a result answers: its own, else the first call of this name that waits for one. */
  resultId(own: string | undefined, name: string): string {
    const index = this.#open.findIndex((call) => (own === undefined ? call.name === name : call.id === own));
    const [found] = index === -1 ? [] : this.#open.splice(index, 1);
    const made = idOfNumber(this.#count);
    this.#count++;
    return own ?? found?.id ?? made;
  }
}
