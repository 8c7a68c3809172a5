import type { Egress, EgressTimeouts } from './egress.ts';
import { EgressFailure } from './egress-failure.ts';

export type JsonRequest = {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Posted as a form, in place of `body`; the answer is JSON. */
  readonly form?: Readonly<Record<string, string>>;
  readonly timeouts?: EgressTimeouts;
};

/** `body` is undefined when the answer is not JSON. */
export type JsonAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
};

const bytesMax = 16 * 1024 * 1024;
const defaultTimeouts: EgressTimeouts = { connectMs: 5_000, firstByteMs: 30_000, stallMs: 15_000, totalMs: 60_000 };

function parse(chunks: readonly Buffer[]): unknown {
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return undefined;
  }
}

function contentOf({ body, form }: JsonRequest): { readonly type: string; readonly bytes: Buffer } | undefined {
  if (form !== undefined) {
    return { type: 'application/x-www-form-urlencoded', bytes: Buffer.from(new URLSearchParams(form).toString()) };
  }
  return body === undefined ? undefined : { type: 'application/json', bytes: Buffer.from(JSON.stringify(body)) };
}

/** A whole exchange in JSON, for the control plane; at most 16 MiB. Rejects with EgressFailure when no whole answer came. */
export function fetchJson(egress: Egress, request: JsonRequest): Promise<JsonAnswer> {
  const content = contentOf(request);
  const { promise, resolve, reject } = Promise.withResolvers<JsonAnswer>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  let head: Omit<JsonAnswer, 'body'> = { status: 0, headers: {} };
  const call = egress.send(
    {
      url: request.url,
      method: request.method ?? (content === undefined ? 'GET' : 'POST'),
      headers: { ...(content && { 'content-type': content.type }), accept: 'application/json', ...request.headers },
      ...(content && { body: content.bytes }),
      timeouts: request.timeouts ?? defaultTimeouts,
    },
    {
      head: (status, headers) => {
        head = { status, headers };
      },
      data: (chunk) => {
        bytes += chunk.length;
        if (bytes <= bytesMax) return void chunks.push(chunk);
        reject(new EgressFailure({ code: 'network', message: `the answer of ${request.url} is larger than 16 MiB` }));
        call.abort();
      },
      end: () => resolve({ ...head, body: parse(chunks) }),
      error: (error) => reject(new EgressFailure(error)),
    },
  );
  return promise;
}
