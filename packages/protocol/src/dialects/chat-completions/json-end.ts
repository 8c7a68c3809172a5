/** Follows a JSON object that comes in pieces, without keeping any: tells when it is complete. */
export class JsonEnd {
  #depth = 0;
  #inString = false;
  #escaped = false;
  #complete = false;

  get complete(): boolean {
    return this.#complete;
  }

  push(text: string): void {
    for (let index = 0; index < text.length; index++) this.#read(text.charCodeAt(index));
  }

  #read(code: number): void {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (code === 0x5c) this.#escaped = true;
      else if (code === 0x22) this.#inString = false;
      return;
    }
    if (code === 0x22) this.#inString = true;
    else if (code === 0x7b || code === 0x5b) this.#depth++;
    else if (code === 0x7d || code === 0x5d) {
      this.#depth--;
      if (this.#depth === 0) this.#complete = true;
    }
  }
}
