import type { JsonObject } from '@weir/protocol/json-read';
import type { Random } from './random.ts';

/** A request on its way through the sandbox. */
export type Request = {
  readonly body: JsonObject;
  readonly model: string;
  readonly random: Random;
  readonly nowMs: number;
};

/** What a dialect makes of a request: one JSON document, or frames in the order they are sent. */
export type Spoken =
  | { readonly kind: 'whole'; readonly body: object; readonly outputTokens: number }
  | { readonly kind: 'stream'; readonly frames: readonly Buffer[] };

/** How one operation is spoken. */
export type Voice = {
  /** The user's last words, in which a Directive may stand. */
  lastUserText(body: JsonObject): string;
  /** The answer, or why the request makes no sense. */
  speak(request: Request): Spoken | { readonly kind: 'refused'; readonly message: string };
  /** The frame that tells of an error in the middle of a stream. */
  errorFrame(): Buffer;
};

export type Pace = { readonly firstMs: number; readonly nextMs: number };

/** How long a model of this name takes to its first token and between tokens. */
export function paceOf(model: string): Pace {
  if (model.includes('reason')) return { firstMs: 80, nextMs: 6 };
  return model.includes('smart') ? { firstMs: 60, nextMs: 8 } : { firstMs: 15, nextMs: 2 };
}
