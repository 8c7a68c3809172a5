import { z } from 'zod';
import type { Seen } from './ask.ts';

/** An answer with the cookies that it sets, each as it was sent. */
export type Shown = Seen & { readonly setCookies: readonly string[] };

export type VisitorAsking = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  readonly body?: string | Uint8Array<ArrayBuffer> | URLSearchParams;
};

/** A browser without a window: it keeps cookies, and sends what a page of the site sends. */
export type Visitor = {
  /** By name. */
  readonly jar: Map<string, string>;
  ask(path: string, asking?: VisitorAsking): Promise<Shown>;
  /** Asks a procedure: a query without `input` in a body. */
  query(procedure: string, input?: object, headers?: Readonly<Record<string, string>>): Promise<Shown>;
  mutate(procedure: string, input: object, headers?: Readonly<Record<string, string>>): Promise<Shown>;
  /** Signs in as next-auth's own client does; whether that went well, the jar tells. */
  signIn(person: { readonly email: string; readonly password: string }): Promise<Shown>;
};

const csrf = z.object({ csrfToken: z.string() });

function keep(jar: Map<string, string>, setCookies: readonly string[]): void {
  for (const line of setCookies) {
    const [pair = '', ...attributes] = line.split(';');
    const at = pair.indexOf('=');
    const isOver = attributes.some((attribute) => /^ *max-age=0$|1970/i.test(attribute));
    if (isOver) jar.delete(pair.slice(0, at));
    else jar.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

export const sameOrigin = { 'sec-fetch-site': 'same-origin' } as const;

/** Somebody who comes to the web at `url`, with `own` headers in each request. */
export function newVisitor(url: string, own: Readonly<Record<string, string>> = {}): Visitor {
  const jar = new Map<string, string>();
  const ask: Visitor['ask'] = async (path, { method = 'GET', headers = {}, body } = {}) => {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ');
    const carried = { ...(cookie === '' ? {} : { cookie }), ...sameOrigin, ...own, ...headers };
    const sent = body === undefined ? {} : { body };
    const answer = await fetch(`${url}${path}`, { method, redirect: 'manual', headers: carried, ...sent });
    const setCookies = answer.headers.getSetCookie();
    keep(jar, setCookies);
    const text = await answer.text();
    return { method, url: path, status: answer.status, headers: Object.fromEntries(answer.headers), text, setCookies };
  };
  return {
    jar,
    ask,
    query: (procedure, input = {}, headers = {}) =>
      ask(`/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers }),
    mutate: (procedure, input, headers = {}) =>
      ask(`/api/trpc/${procedure}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(input),
      }),
    async signIn({ email, password }) {
      const { csrfToken } = csrf.parse(JSON.parse((await ask('/api/auth/csrf')).text));
      const body = new URLSearchParams({ csrfToken, email, password, json: 'true' });
      return ask('/api/auth/callback/credentials', { method: 'POST', body });
    },
  };
}
