type OpenCall = { readonly id: string; readonly name: string };

/** Where a part stands in `contents`. */
export type Place = { readonly turn: number; readonly part: number };

/** The id of a call that came without one, the same in every request that repeats the history. */
export function idOfPlace({ turn, part }: Place): string {
  return `gemini_call_${turn}_${part}`;
}

/** Gives ids to calls that came without one, and finds the call that a result answers. */
export class CallBook {
  #open: OpenCall[] = [];

  /** The id of a call: its own, else one made of its place. */
  callId(own: string | undefined, name: string, place: Place): string {
    const id = own ?? idOfPlace(place);
    this.#open.push({ id, name });
    return id;
  }

  /** The id of the call that a result answers: its own, else the first call of this name that waits for one. */
  resultId(own: string | undefined, name: string, place: Place): string {
    const index = this.#open.findIndex((call) => (own === undefined ? call.name === name : call.id === own));
    const [found] = index === -1 ? [] : this.#open.splice(index, 1);
    return own ?? found?.id ?? idOfPlace(place);
  }
}
