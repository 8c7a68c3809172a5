import { featureCount } from './quality-model.ts';

/** Of a long prompt only its beginning and its end are read, so many characters of each. */
const endChars = 3_000;
const featuresMax = 4_096;

function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) & (featureCount - 1);
}

function isWordCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127;
}

/** Collects features of words and signs, one by one and in pairs of neighbours. */
class Hashing {
  readonly #found: Uint16Array;
  #count = 0;
  #previous = 0;

  constructor(charsMax: number) {
    this.#found = new Uint16Array(2 * charsMax + 2);
  }

  #add(hash: number): void {
    this.#found[this.#count] = mixed(hash);
    this.#count += 1;
  }

  #word(hash: number): void {
    this.#add(hash);
    if (this.#previous !== 0) this.#add((Math.imul(this.#previous, 31) + hash) | 0);
    this.#previous = hash;
  }

  text(text: string): void {
    let hash = 0;
    this.#previous = 0;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (isWordCharacter(code)) {
        hash = Math.imul((hash === 0 ? 0x811c9dc5 : hash) ^ code, 0x01000193);
        continue;
      }
      if (hash !== 0) this.#word(hash);
      hash = 0;
      if (code > 32) this.#word(code + 1_000);
    }
    if (hash !== 0) this.#word(hash);
  }

  /** Eight steps for each tenfold length or so. */
  length(chars: number): void {
    this.#add(900_000 + Math.round(Math.log2(chars + 1) * 2));
  }

  /** Each once, rising. */
  result(): Uint16Array {
    const sorted = this.#found.subarray(0, this.#count).sort();
    let kept = 0;
    for (let index = 0; index < sorted.length && kept < featuresMax; index += 1) {
      const feature = sorted[index] ?? 0;
      if (kept > 0 && feature === sorted[kept - 1]) continue;
      sorted[kept] = feature;
      kept += 1;
    }
    return sorted.slice(0, kept);
  }
}

/**
 * A prompt as hashes of its words and pairs of neighbouring words: rising, each once, below `featureCount`. Nothing of
 * the text can be read from them. Work is bounded however long the prompt is.
 */
export function promptFeatures(prompt: string): Uint16Array {
  const hashing = new Hashing(Math.min(prompt.length, 2 * endChars) + 2);
  if (prompt.length <= 2 * endChars) {
    hashing.text(prompt.toLowerCase());
  } else {
    hashing.text(prompt.slice(0, endChars).toLowerCase());
    hashing.text(prompt.slice(-endChars).toLowerCase());
  }
  hashing.length(prompt.length);
  return hashing.result();
}

/** Features as text, for a DecisionInputs: base64 of the gaps between them, seven bits a byte, low bits first. */
export function encodeFeatures(features: Uint16Array): string {
  const bytes: number[] = [];
  let previous = 0;
  for (const feature of features) {
    let gap = feature - previous;
    previous = feature;
    for (; gap >= 0x80; gap >>>= 7) bytes.push((gap & 0x7f) | 0x80);
    bytes.push(gap);
  }
  return Buffer.from(bytes).toString('base64');
}

/** The features that `encodeFeatures` wrote; undefined for any other text. */
export function decodeFeatures(text: string): Uint16Array | undefined {
  const features: number[] = [];
  let feature = 0;
  let gap = 0;
  let shift = 0;
  for (const byte of Buffer.from(text, 'base64')) {
    gap |= (byte & 0x7f) << shift;
    shift += 7;
    if (byte >= 0x80 && shift < 21) continue;
    feature += gap;
    if (byte >= 0x80 || feature >= featureCount || (gap === 0 && features.length > 0)) return undefined;
    features.push(feature);
    gap = 0;
    shift = 0;
  }
  return shift === 0 && features.length <= featuresMax ? Uint16Array.from(features) : undefined;
}
