// 32 random bytes as base64url, and what a sign-up asked for behind them where there is something.
const form = /^[\w-]{43}(?:\.[\w-]+)?$/;

/** `text` when it has the form of a mailed link's token; undefined for a link that was cut off or made up. */
export function linkTokenOf(text: string | undefined): string | undefined {
  return text !== undefined && form.test(text) ? text : undefined;
}
