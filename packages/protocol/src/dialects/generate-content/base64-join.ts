/** Joins pieces of base64 that each end where their bytes end: bytes that do not fill a group of three wait for the next. */
export class Base64Join {
  #rest = Buffer.alloc(0);

  /** What can be told of the whole after this piece. */
  push(piece: string): string {
    const bytes = Buffer.concat([this.#rest, Buffer.from(piece, 'base64')]);
    const whole = bytes.length - (bytes.length % 3);
    this.#rest = bytes.subarray(whole);
    return bytes.toString('base64', 0, whole);
  }

  /** The end of the whole. */
  end(): string {
    const rest = this.#rest.toString('base64');
    this.#rest = Buffer.alloc(0);
    return rest;
  }
}
