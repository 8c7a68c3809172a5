import type { Grant } from '@weir/access/grant';
import { EgressFailure } from '@weir/egress/egress-failure';
import { fetchJson } from '@weir/egress/fetch-json';
import { WeirError } from '@weir/protocol/errors';
import type { Provider } from '@weir/providers/provider';
import { provider } from '@weir/providers/registry';
import { baseUrlOf } from '@weir/providers/shared/base-url-of';
import { modelsUrl } from '@weir/providers/shared/models-url';
import { z } from 'zod';
import { authorize, type CredentialTarget, credentialHeaders, secretsOf } from '../call/auth-headers.ts';
import { withoutCredential } from '../call/hide-credential.ts';
import { keyRefused } from '../call/key-refused.ts';
import type { Gateway } from '../gateway-deps.ts';

const listing = z.object({ data: z.array(z.object({ id: z.string() })) });

type Answer = Awaited<ReturnType<typeof fetchJson>>;

async function ask(gateway: Gateway, url: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  try {
    return await fetchJson(gateway.deps.egress, { url, headers });
  } catch (cause) {
    if (!(cause instanceof EgressFailure)) throw cause;
    const code = cause.code === 'refused_address' ? 'upstream_refused_address' : 'upstream_unavailable';
    throw new WeirError(cause.code === 'timeout' ? 'upstream_timeout' : code, cause.message, { cause });
  }
}

function read(upstream: Provider, answer: Answer, secrets: readonly string[]): object {
  const { status, headers, body } = answer;
  const own = upstream.modelsOf?.(body).map((id) => ({ id }));
  const parsed = listing.safeParse(own === undefined || own.length === 0 ? body : { data: own });
  if (status === 200 && parsed.success) return parsed.data;
  const said = upstream.toFailure(status, headers, JSON.stringify(body ?? ''));
  const failure = { ...said, message: secrets.reduce(withoutCredential, said.message) };
  const refused = keyRefused(upstream.name, status, failure);
  if (refused !== undefined) throw refused;
  throw new WeirError(
    'upstream_unavailable',
    `${upstream.name} did not list its models (${status}): ${failure.message}`,
  );
}

type Asked = { readonly grant: Grant; readonly target: CredentialTarget; readonly url: string };

/** The headers that carry the credential of the one who asks. */
async function headersFor({ deps }: Gateway, { grant, target, url }: Asked): Promise<Readonly<Record<string, string>>> {
  const http = { method: 'GET', url, headers: {}, body: Buffer.alloc(0) } as const;
  const headers = credentialHeaders(deps.access, grant, target);
  return (await authorize(deps, { grant, target }, { http, headers })).headers;
}

function unlisted(): WeirError {
  return new WeirError('unsupported_endpoint', 'This provider key has no list of models to ask for.');
}

/** What an upstream says it serves to one ProviderKey, for the trial of the key. Throws WeirError. */
export async function providerModels(gateway: Gateway, grant: Grant, providerKeyId: string): Promise<object> {
  const key = grant.config.providerKeys.find(({ id }) => id === providerKeyId);
  const upstream = key === undefined ? undefined : provider(key.provider);
  const baseUrl = upstream === undefined ? undefined : baseUrlOf(upstream, key);
  if (upstream === undefined || baseUrl === undefined) throw unlisted();
  const url = modelsUrl(upstream, baseUrl);
  const settings = key?.settings === undefined ? {} : { settings: key.settings };
  const target = { provider: upstream, baseUrl, providerKeyId, ...settings };
  // A credential that has to be exchanged shows itself here, also where there is no list to ask for.
  const headers = await headersFor(gateway, { grant, target, url: url ?? baseUrl });
  if (url === undefined) throw unlisted();
  return read(upstream, await ask(gateway, url, headers), secretsOf(gateway.deps.access, grant, target));
}
