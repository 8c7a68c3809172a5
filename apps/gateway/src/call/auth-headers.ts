import type { Auth } from '@weir/providers/provider';

/** The headers that carry `credential` the way the provider wants it; none where there is no credential. */
export function authHeaders(auth: Auth, credential: string | undefined): Record<string, string> {
  if (credential === undefined) return {};
  switch (auth.kind) {
    case 'none':
      return {};
    case 'bearer':
      return { authorization: `Bearer ${credential}` };
    case 'header':
      return { [auth.name]: credential };
  }
}
