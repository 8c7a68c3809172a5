const dayMs = 86_400_000;
const sessionMs = 30 * dayMs;

/** A session that is used now ends 30 days from now. */
export function timesOf(nowMs: number): { readonly seenAt: Date; readonly expiresAt: Date } {
  return { seenAt: new Date(nowMs), expiresAt: new Date(nowMs + sessionMs) };
}
