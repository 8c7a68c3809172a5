import { createHmac, timingSafeEqual } from 'node:crypto';

function sealOf(secret: string, words: string): string {
  return createHmac('sha256', secret).update(`words of a refusal\n${words}`).digest('base64url');
}

/**
 * Words for the URL of the sign-in page, with the proof that they are ours: else anybody could make a link that lets the
 * page say what they like.
 */
export function sealWords(secret: string, words: string): URLSearchParams {
  return new URLSearchParams({ refused: words, seal: sealOf(secret, words) });
}

/** The words that `sealWords` put into a URL; undefined for any others. */
export function openWords(
  secret: string,
  { refused, seal }: { readonly refused?: string | undefined; readonly seal?: string | undefined },
): string | undefined {
  if (refused === undefined || seal === undefined) return undefined;
  const given = Buffer.from(seal);
  const right = Buffer.from(sealOf(secret, refused));
  return given.length === right.length && timingSafeEqual(given, right) ? refused : undefined;
}
