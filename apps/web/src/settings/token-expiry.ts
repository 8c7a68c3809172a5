const dayMs = 86_400_000;

/** How long a management token is good for, in days; `never` for as long as it is not revoked. */
export const tokenExpiries = ['7', '30', '90', '365', 'never'] as const;
export type TokenExpiry = (typeof tokenExpiries)[number];

/** `text` as one of the choices; 90 days for anything else. */
export function tokenExpiryOf(text: string): TokenExpiry {
  return tokenExpiries.find((each) => each === text) ?? '90';
}

/** The instant that a choice made at `nowMs` comes to, as RFC 3339; undefined for never. */
export function tokenExpiresAt(expiry: TokenExpiry, nowMs: number): string | undefined {
  return expiry === 'never' ? undefined : new Date(nowMs + Number(expiry) * dayMs).toISOString();
}

export type TokenState = 'active' | 'expired' | 'revoked';

/** Where a token stands at `nowMs`. */
export function tokenState(
  { expiresAt, revokedAt }: { readonly expiresAt: string | null; readonly revokedAt: string | null },
  nowMs: number,
): TokenState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= nowMs ? 'expired' : 'active';
}
