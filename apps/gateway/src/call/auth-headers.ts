import type { Access } from '@weir/access/create-access';
import type { Grant } from '@weir/access/grant';
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

type Headers = Readonly<Record<string, string>>;

/** Opened credentials live as long as the Grant that may use them: a change of configuration ends both. */
const opened = new WeakMap<Grant, Map<string, Headers>>();

/** The headers that carry a provider key's secret, opened for the first Attempt that needs it. Throws as Access does. */
export function credentialHeaders(
  access: Access,
  grant: Grant,
  target: { readonly provider: { readonly auth: Auth }; readonly providerKeyId?: string },
): Headers {
  const { providerKeyId } = target;
  if (providerKeyId === undefined) return {};
  const known = opened.get(grant) ?? new Map<string, Headers>();
  const before = known.get(providerKeyId);
  if (before !== undefined) return before;
  const headers = authHeaders(target.provider.auth, access.credential(grant, providerKeyId));
  opened.set(grant, known.set(providerKeyId, headers));
  return headers;
}
