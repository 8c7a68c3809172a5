import type { Access } from '@weir/access/create-access';
import type { TokenRequest } from '@weir/access/exchange-token';
import type { Grant } from '@weir/access/grant';
import { type AwsCredentials, signV4 } from '@weir/egress/sign-v4';
import { WeirError } from '@weir/protocol/errors';
import type { HttpRequest, Provider } from '@weir/providers/provider';
import { type Credential, readCredential } from '@weir/providers/shared/credential';
import type { Clock } from '../clock.ts';

type Headers = Readonly<Record<string, string>>;

/** Where a credential goes. */
export type CredentialTarget = {
  readonly provider: Pick<Provider, 'auth' | 'credentialForms'>;
  readonly baseUrl: string;
  readonly providerKeyId?: string;
  readonly settings?: Readonly<Record<string, string>>;
};

/** An opened credential by what it takes to use it; `secrets` is what no message may repeat. */
type Opened = { readonly secrets: readonly string[] } & (
  | { readonly kind: 'headers'; readonly headers: Headers }
  | { readonly kind: 'token'; readonly request: TokenRequest }
  | {
      readonly kind: 'signature';
      readonly credentials: AwsCredentials;
      readonly region: string;
      readonly service: string;
    }
);

const noHeaders: Headers = Object.freeze({});
const nothing: Opened = { kind: 'headers', headers: noHeaders, secrets: [] };

function part({ values }: Credential, name: string): string {
  const value = values[name];
  if (value === undefined) throw new WeirError('internal', `The provider key lacks its ${name}. Store it again.`);
  return value;
}

/** The one value of a credential that goes out as it is. */
function single({ values }: Credential): string {
  return Object.values(values)[0] ?? '';
}

function signatureOf(credential: Credential, service: string, settings: CredentialTarget['settings']) {
  const region = settings?.['region'];
  if (region === undefined) throw new WeirError('internal', 'The provider key lacks its region. Store it again.');
  const credentials = {
    accessKeyId: part(credential, 'accessKeyId'),
    secretAccessKey: part(credential, 'secretAccessKey'),
    sessionToken: credential.values['sessionToken'],
  };
  return { kind: 'signature', credentials, region, service } as const;
}

function openedAs(credential: Credential, { baseUrl, settings }: CredentialTarget): Opened {
  const secrets = Object.values(credential.values);
  const { auth } = credential;
  switch (auth.kind) {
    case 'none':
      return nothing;
    case 'bearer':
      return { kind: 'headers', headers: { authorization: `Bearer ${single(credential)}` }, secrets };
    case 'header':
      return { kind: 'headers', headers: { [auth.name]: single(credential) }, secrets };
    case 'sigv4':
      return { ...signatureOf(credential, auth.service, settings), secrets };
    case 'service_account': {
      const request = { kind: auth.kind, json: part(credential, 'json'), scope: auth.scope };
      return { kind: 'token', request, secrets };
    }
    case 'client_credentials': {
      const [clientId, clientSecret] = [part(credential, 'clientId'), part(credential, 'clientSecret')];
      const url = new URL(auth.tokenPath, baseUrl).href;
      return { kind: 'token', request: { kind: auth.kind, url, clientId, clientSecret, scope: auth.scope }, secrets };
    }
  }
}

function openFor(access: Access, grant: Grant, target: CredentialTarget): Opened {
  const text = target.providerKeyId === undefined ? undefined : access.credential(grant, target.providerKeyId);
  if (text === undefined || target.provider.auth.kind === 'none') return nothing;
  const credential = readCredential(target.provider, text);
  if (credential !== undefined) return openedAs(credential, target);
  throw new WeirError('internal', 'The provider key is of a form that this release does not know. Store it again.');
}

/** Opened credentials live as long as the Grant that may use them: a change of configuration ends both. */
const opened = new WeakMap<Grant, Map<string, Opened>>();

function openedOf(access: Access, grant: Grant, target: CredentialTarget): Opened {
  const { providerKeyId } = target;
  if (providerKeyId === undefined) return nothing;
  const known = opened.get(grant) ?? new Map<string, Opened>();
  const before = known.get(providerKeyId);
  if (before !== undefined) return before;
  const made = openFor(access, grant, target);
  opened.set(grant, known.set(providerKeyId, made));
  return made;
}

/**
 * The headers that carry a provider key's secret as it is, opened for the first Attempt that needs it; none for a
 * credential that `authorize` puts on. Throws as Access does.
 */
export function credentialHeaders(access: Access, grant: Grant, target: CredentialTarget): Headers {
  const use = openedOf(access, grant, target);
  return use.kind === 'headers' ? use.headers : noHeaders;
}

/** A request that still lacks its credential. */
type Bare = {
  readonly http: Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'>;
  readonly headers: Headers;
};

type Authorizing = { readonly access: Access; readonly clock: Clock };
type Authorized = { readonly grant: Grant; readonly target: CredentialTarget };

function withHeaders<Request extends Bare>(request: Request, headers: Headers): Request {
  return { ...request, headers: { ...request.headers, ...headers } };
}

const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });

/** Of the headers, only the type of the body is sure to leave unchanged. */
function signed({ http, headers }: Bare): Headers {
  const type = headers['content-type'] ?? http.headers['content-type'];
  return type === undefined ? noHeaders : { 'content-type': type };
}

/**
 * `request` as it may leave: itself where `credentialHeaders` said all, else signed, or with an access token, for which
 * it may have to wait. Throws or rejects as Access does; then nothing has left.
 */
export function authorize<Request extends Bare>(
  { access, clock }: Authorizing,
  { grant, target }: Authorized,
  request: Request,
): Request | Promise<Request> {
  const use = openedOf(access, grant, target);
  switch (use.kind) {
    case 'headers':
      return request;
    case 'token': {
      const token = access.accessToken(grant, target.providerKeyId ?? '', use.request);
      if (typeof token === 'string') return withHeaders(request, bearer(token));
      return token.then((fetched) => withHeaders(request, bearer(fetched)));
    }
    case 'signature': {
      const { method, url, body } = request.http;
      const signer = { ...use, nowMs: clock.now() };
      return withHeaders(request, signV4({ method, url, body, headers: signed(request) }, signer));
    }
  }
}

/** What an upstream's words are cleaned of: the parts of the credential, and the token that was made of it. */
export function secretsOf(access: Access, grant: Grant, target: CredentialTarget): readonly string[] {
  const { secrets } = openedOf(access, grant, target);
  const token = target.providerKeyId === undefined ? undefined : access.heldToken(target.providerKeyId);
  return token === undefined ? secrets : [...secrets, token];
}
