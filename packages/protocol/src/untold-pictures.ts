import type { Usage } from './usage.ts';

/**
 * Pictures in an answer whose report does not tell their tokens apart from text: they are counted themselves, so that
 * they are never charged as text.
 */
export class UntoldPictures {
  #drawn = 0;
  #output: 'unreported' | 'whole' | 'told' = 'unreported';

  /** So many pictures came. */
  draw(count: number): void {
    this.#drawn += count;
  }

  /** A report came, of which there may be several. */
  report({ output, imageOutput }: Usage): void {
    if (imageOutput !== undefined) this.#output = 'told';
    else if (output !== undefined && this.#output === 'unreported') this.#output = 'whole';
  }

  /** What to count at the end of the answer; undefined where there is nothing untold. */
  get usage(): Usage | undefined {
    return this.#drawn > 0 && this.#output === 'whole' ? { images: this.#drawn } : undefined;
  }
}
