import type { ChatRequest } from '../../canonical/chat-request.ts';
import type { EncodeTarget, Losses } from '../../canonical/losses.ts';
import type { CacheMark } from '../../canonical/part.ts';
import type { JsonObject } from '../../json-read.ts';

/** An object that is being written. */
export type Block = Record<string, unknown>;

/** What the writing of a request goes by. */
export type Writing = {
  readonly request: ChatRequest;
  readonly target: EncodeTarget;
  readonly losses: Losses;
  /** The request was asked in this dialect: its native fields are put back, and what it says is the client's own doing. */
  readonly own: boolean;
};

/** The native fields of a container, where they are this dialect's; else they are lost, and said so. */
export function nativeOf(native: JsonObject | undefined, { own, losses }: Writing): JsonObject {
  if (own) return native ?? {};
  losses.foreign(native);
  return {};
}

/** The `cache_control` that a mark is. */
export function cacheOf(mark: CacheMark | undefined, { losses }: Writing): JsonObject {
  if (mark === undefined || !losses.can('prompt_cache')) return {};
  return { cache_control: { type: 'ephemeral', ...mark } };
}
