/** What the form of a chat adds to a turn, a call, a tool and the request: OpenAI's cookbook on counting tokens. */
export const turnTokens = 4;
export const callTokens = 4;
export const toolTokens = 8;
export const requestTokens = 3;
/** What models are told of how to call tools, once: 50 to 400 tokens in recorded answers, by vendor; OpenAI's none. */
export const toolTeachingTokens = 100;

/** An image of about a megapixel: between OpenAI's 765 and Anthropic's 1,600. */
export const imageTokens = 1_100;

/** How many tokens a unit of a medium has, and how many bytes the unit is taken to be. */
export type Rate = { readonly tokens: number; readonly bytes: number };

/** A page has 1,500 to 3,000 tokens at Anthropic, 258 at Google. */
export const page: Rate = { tokens: 1_500, bytes: 50_000 };
/** Seconds, by https://ai.google.dev/gemini-api/docs/tokens. */
export const audioSecond: Rate = { tokens: 32, bytes: 16_000 };
export const videoSecond: Rate = { tokens: 263, bytes: 250_000 };

/** Tokens of a medium by its size; of one whose size is not known (0), one unit's. */
export function mediaTokens(sizeBytes: number, { tokens, bytes }: Rate): number {
  return Math.max(1, Math.ceil(sizeBytes / bytes)) * tokens;
}

/** Bytes that base64 text of this length stands for. */
export function base64Bytes(length: number): number {
  return Math.floor((length * 3) / 4);
}
