/** From this unit and byte on, every UTF-16 unit takes `width` bytes of UTF-8; a surrogate is half of four. */
type Run = { readonly unit: number; readonly byte: number; readonly width: number };

function widthOf(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
}

const ascii = /^[\0-\x7f]*$/;

/**
 * Translates between offsets in UTF-16 units and in bytes of UTF-8 of a text that passes by. It keeps no text: only
 * where the width of characters changes, which is seldom within one language.
 */
export class ByteOffsets {
  readonly #runs: Run[] = [];
  #units = 0;
  #bytes = 0;

  /** Takes the next piece of the text. */
  push(text: string): void {
    if (ascii.test(text)) {
      this.#extend(1, text.length);
      return;
    }
    for (let index = 0; index < text.length; index++) this.#extend(widthOf(text.charCodeAt(index)), 1);
  }

  /** UTF-16 units so far. */
  get units(): number {
    return this.#units;
  }

  /** The unit at a byte; no further than the text goes. */
  unitAt(byte: number): number {
    const run = this.#runs.findLast((one) => one.byte <= byte);
    return run === undefined ? 0 : Math.min(this.#units, run.unit + Math.floor((byte - run.byte) / run.width));
  }

  /** The byte at a unit; no further than the text goes. */
  byteAt(unit: number): number {
    const run = this.#runs.findLast((one) => one.unit <= unit);
    return run === undefined ? 0 : Math.min(this.#bytes, run.byte + (unit - run.unit) * run.width);
  }

  #extend(width: number, units: number): void {
    if (units > 0 && this.#runs.at(-1)?.width !== width) {
      this.#runs.push({ unit: this.#units, byte: this.#bytes, width });
    }
    this.#units += units;
    this.#bytes += units * width;
  }
}
