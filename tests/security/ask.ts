/** An answer as it was seen on the wire. */
export type Seen = {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

export type Asking = {
  readonly method?: string;
  /** Of a gateway key or a management token. */
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as it is when it is text or bytes. */
  readonly body?: unknown;
};

function isPlain(body: unknown): body is string | Uint8Array<ArrayBuffer> | undefined {
  return typeof body === 'string' || body === undefined || body instanceof Uint8Array;
}

function requestOf(asking: Asking): RequestInit {
  const { method, token, headers, body } = asking;
  const text = isPlain(body) ? body : JSON.stringify(body);
  return {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(text === undefined ? {} : { body: text }),
  };
}

/** Asks and gives back all that came, the body to its end; a body that broke off as far as it came. */
export async function ask(url: string, asking: Asking = {}): Promise<Seen> {
  const request = requestOf(asking);
  const response = await fetch(url, request);
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  } catch {
    // What had come until then is the answer.
  }
  const headers = Object.fromEntries(response.headers);
  return { method: request.method ?? 'GET', url, status: response.status, headers, text };
}

/** The JSON of an answer. */
export function jsonOf({ method, url, status, text }: Seen): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${method} ${url} answered ${status} with something that is not JSON: ${text.slice(0, 200)}`);
  }
}
