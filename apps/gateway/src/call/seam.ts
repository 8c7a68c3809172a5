/** What another target was asked for: to go on where the answer broke off, or for the whole answer once more. */
export type SeamMode = 'prefill' | 'again';

/** What of a text may be sent on. `diverged`: it is another answer, and nothing of it fits. */
export type Sewn = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'diverged' };

const nothing: Sewn = { kind: 'text', text: '' };

/**
 * Joins the text of another answer to one that broke off. A target that was asked for the whole answer must begin with
 * what was sent already; one that was asked to go on may do so too, and what it repeats is left out.
 */
export class Seam {
  readonly #sent: string;
  readonly #mode: SeamMode;
  #waiting = '';
  #joined = false;

  constructor(sent: string, mode: SeamMode) {
    this.#sent = sent;
    this.#mode = mode;
  }

  /** Takes what came next; gives what of it all may now be sent. */
  take(text: string): Sewn {
    if (this.#joined) return { kind: 'text', text };
    this.#waiting += text;
    if (this.#waiting.startsWith(this.#sent)) return this.#join(this.#waiting.slice(this.#sent.length));
    if (this.#sent.startsWith(this.#waiting)) return nothing;
    return this.#mode === 'again' ? { kind: 'diverged' } : this.#join(this.#continued());
  }

  /** What is left when the text has ended. */
  end(): Sewn {
    if (this.#joined) return nothing;
    return this.#mode === 'again' ? { kind: 'diverged' } : this.#join(this.#continued());
  }

  #join(text: string): Sewn {
    this.#joined = true;
    this.#waiting = '';
    return { kind: 'text', text };
  }

  /** White space at the seam was not sent along as a beginning, so it may come once more. */
  #continued(): string {
    const space = this.#sent.slice(this.#sent.trimEnd().length);
    return space !== '' && this.#waiting.startsWith(space) ? this.#waiting.slice(space.length) : this.#waiting;
  }
}
