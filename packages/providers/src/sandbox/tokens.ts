/**
 * The sandbox's estimate of tokens, stated and simple: of what it is sent, a quarter of the bytes as JSON, rounded up;
 * of what it writes, its words, each with the space before it, and in JSON every four characters.
 */
export function countInput(...parts: readonly unknown[]): number {
  const bytes = parts.reduce<number>((sum, part) => sum + Buffer.byteLength(JSON.stringify(part ?? '')), 0);
  return Math.ceil(bytes / 4);
}

/** The tokens of a text, in order; joined they are the text. */
export function wordTokens(text: string): readonly string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
}

/** The tokens of a JSON text. */
export function jsonTokens(text: string): readonly string[] {
  return text.match(/[\s\S]{1,4}/g) ?? [];
}
