import { createHash, createHmac } from 'node:crypto';

/** An AWS identity; `sessionToken` of temporary ones alone. */
export type AwsCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
};

/** What is signed: the request as it leaves, and the headers of it that the signature is to cover. */
export type SignedRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** Who signs, for which service and where, and when. */
export type Signer = {
  readonly credentials: AwsCredentials;
  readonly region: string;
  readonly service: string;
  readonly nowMs: number;
};

const algorithm = 'AWS4-HMAC-SHA256';

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** The key of a day; it is the same for all requests of an identity until midnight. */
const dayKeys = new WeakMap<AwsCredentials, { readonly scope: string; readonly key: Buffer }>();

function dayKey({ credentials, region, service }: Signer, day: string): Buffer {
  const scope = `${day}/${region}/${service}`;
  const known = dayKeys.get(credentials);
  if (known?.scope === scope) return known.key;
  const key = hmac(hmac(hmac(hmac(`AWS4${credentials.secretAccessKey}`, day), region), service), 'aws4_request');
  dayKeys.set(credentials, { scope, key });
  return key;
}

/** RFC 3986: all but letters, digits and -._~; encodeURIComponent leaves five more as they are. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The path as it is sent, encoded once more, which is the rule for every service but S3. */
function canonicalPath(path: string): string {
  return encode(path).replaceAll('%2F', '/');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function canonicalQuery(parameters: URLSearchParams): string {
  const pairs = [...parameters].map(([name, value]) => [encode(name), encode(value)] as const);
  pairs.sort(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

/** Names in lower case, values without needless blanks, in the order of the names. */
function canonicalHeaders(headers: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  const pairs = Object.entries(headers).map(([name, value]) => {
    return [name.toLowerCase(), value.trim().replace(/ +/g, ' ')] as const;
  });
  return pairs.sort(([a], [b]) => compare(a, b));
}

/** `20150830T123600Z`. */
function amzDate(nowMs: number): string {
  return new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/**
 * The headers that carry AWS's Signature Version 4 of a request; they go out beside those that were signed, unchanged.
 * The body is hashed whole; the answer may be a stream.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
 */
export function signV4(request: SignedRequest, signer: Signer): Record<string, string> {
  const { credentials, region, service, nowMs } = signer;
  const url = new URL(request.url);
  const date = amzDate(nowMs);
  const day = date.slice(0, 8);
  const { sessionToken } = credentials;
  const added = {
    'x-amz-date': date,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const headers = canonicalHeaders({ ...request.headers, host: url.host, ...added });
  const names = headers.map(([name]) => name).join(';');
  const canonical = [
    request.method,
    canonicalPath(url.pathname),
    canonicalQuery(url.searchParams),
    ...headers.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    sha256(request.body),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const signature = hmac(dayKey(signer, day), [algorithm, date, scope, sha256(canonical)].join('\n')).toString('hex');
  const authorization = `${algorithm} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...added, authorization };
}
