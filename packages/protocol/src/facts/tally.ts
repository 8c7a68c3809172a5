import {
  audioSecond,
  base64Bytes,
  callTokens,
  imageTokens,
  mediaTokens,
  page,
  requestTokens,
  toolTeachingTokens,
  toolTokens,
  turnTokens,
  videoSecond,
} from '../canonical/token-rates.ts';
import { type BodyNeed, bodyNeeds } from './body-facts.ts';

export type Medium = 'images' | 'documents' | 'audio' | 'video';

/** A data URL's head is short: a longer one is none. */
const headCharactersMax = 256;
const none: readonly BodyNeed[] = [];

/** The medium of a media type; `fallback` where it says none. */
export function mediumOf(mediaType: unknown, fallback: Medium): Medium {
  if (typeof mediaType !== 'string') return fallback;
  if (mediaType.startsWith('image/')) return 'images';
  if (mediaType.startsWith('audio/')) return 'audio';
  if (mediaType.startsWith('video/')) return 'video';
  return mediaType === '' ? fallback : 'documents';
}

/** Adds up what a body holds, in one walk. */
export class Tally {
  textBytes = 0;
  allowanceTokens = requestTokens;
  imageCount = 0;
  readonly #needs: BodyNeed[] = [];

  get needs(): readonly BodyNeed[] {
    return this.#needs.length === 0 ? none : bodyNeeds.filter((one) => this.#needs.includes(one));
  }

  need(need: BodyNeed): void {
    if (!this.#needs.includes(need)) this.#needs.push(need);
  }

  turn(): void {
    this.allowanceTokens += turnTokens;
  }

  call(): void {
    this.allowanceTokens += callTokens;
  }

  tool(): void {
    if (!this.#needs.includes('tools')) this.allowanceTokens += toolTeachingTokens;
    this.need('tools');
    this.allowanceTokens += toolTokens;
  }

  /** A text; anything else counts nothing. */
  text(value: unknown): void {
    if (typeof value === 'string') this.textBytes += Buffer.byteLength(value);
  }

  /** A value that a model reads as JSON. */
  json(value: unknown): void {
    if (value === undefined || value === null) return;
    try {
      this.textBytes += Buffer.byteLength(JSON.stringify(value));
    } catch {
      // Nested too deep to be written: nobody can send it either.
    }
  }

  /** Something that is no text, by its size; 0 where that is not known. */
  media(medium: Medium, bytes: number): void {
    this.need(medium);
    switch (medium) {
      case 'images':
        this.imageCount++;
        this.allowanceTokens += imageTokens;
        return;
      case 'documents':
        this.allowanceTokens += mediaTokens(bytes, page);
        return;
      case 'audio':
        this.allowanceTokens += mediaTokens(bytes, audioSecond);
        return;
      case 'video':
        this.allowanceTokens += mediaTokens(bytes, videoSecond);
    }
  }

  /** Base64 text of a medium. */
  base64(medium: Medium, data: unknown): void {
    this.media(medium, typeof data === 'string' ? base64Bytes(data.length) : 0);
  }

  /** A URL, or a data URL whose own media type then counts. */
  url(medium: Medium, url: unknown): void {
    if (typeof url !== 'string' || !url.startsWith('data:')) {
      this.media(medium, 0);
      return;
    }
    const head = url.slice(5, headCharactersMax);
    const end = head.search(/[;,]/);
    const comma = head.indexOf(',');
    this.media(mediumOf(head.slice(0, Math.max(0, end)), medium), base64Bytes(url.length - comma - 6));
  }
}
