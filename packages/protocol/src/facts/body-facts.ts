/** What a request needs a model to be able to do. */
export const bodyNeeds = ['tools', 'images', 'documents', 'audio', 'video', 'structured_output', 'reasoning'] as const;
export type BodyNeed = (typeof bodyNeeds)[number];

/** What a request's body says of itself, as far as the choice of a target goes by it. No text of it is kept. */
export type BodyFacts = {
  /** UTF-8 length of all text that becomes input: messages, calls and results, tools and schemas. */
  readonly textBytes: number;
  /** Input tokens that are no text: the form of a chat, and media by their size. */
  readonly allowanceTokens: number;
  readonly imageCount: number;
  /** In the order of `bodyNeeds`. */
  readonly needs: readonly BodyNeed[];
  readonly outputTokensMax?: number;
  readonly temperature?: number;
  /** A word for it, `none` where thinking is switched off; the nearest one where a budget is given. */
  readonly reasoningEffort?: string;
  readonly promptCacheKey?: string;
  readonly user?: string;
  /** At most 16 texts, as OpenAI bounds them. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Models to fall back to. */
  readonly models?: readonly string[];
  /** As it stood: `readPreferences` reads it. */
  readonly provider?: unknown;
  /** What is wrong with `models`, in words for the caller. */
  readonly fault?: string;
};
