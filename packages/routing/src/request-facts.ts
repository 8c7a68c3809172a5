import { type BodyNeed, bodyNeeds } from '@weir/protocol/facts/body-facts';
import type { ReadPreferences } from '@weir/protocol/facts/read-preferences';
import type { Operation } from '@weir/protocol/operation';

/** What a request needs a model to be able to do. */
export const needs = bodyNeeds;
export type Need = BodyNeed;

/** What a caller asks of the choice itself, in the body's `provider` or the header `x-weir-prefer`. */
export type Preferences = ReadPreferences;

/** What is known of a request when its way is chosen: no text of it, so that it can be kept with the decision. */
export type RequestFacts = {
  readonly operation: Operation;
  readonly streaming: boolean;
  /** Estimated from the text's length, or counted where the length is close to a model's window. */
  readonly inputTokens: number;
  /** As the client limits it; absent where it does not. */
  readonly outputTokensMax?: number;
  readonly needs: readonly Need[];
  /** Recognised locally; absent where nothing asked for it. */
  readonly task?: string;
  readonly temperature?: number;
  readonly reasoningEffort?: string;
  readonly session?: string;
  readonly promptCacheKey?: string;
  readonly user?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Of the gateway key. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly preferences?: Preferences;
};
