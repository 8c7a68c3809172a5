import { once } from 'node:events';
import { createServer } from 'node:http';

/** A site of somebody else, on the same machine: `near` is the same site to a browser, `far` is not. */
export type OtherSite = {
  readonly near: string;
  readonly far: string;
  /** The cookies that came with requests since it was last asked. */
  cookies(): string;
  close(): void;
};

/** Serves nothing but an empty page, at every path; what happens on it is the test's. */
export async function startOtherSite(): Promise<OtherSite> {
  let cookies = '';
  const server = createServer((request, response) => {
    cookies += `${request.headers.cookie ?? ''}\n`;
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><link rel="icon" href="data:,"><title>Elsewhere</title><p>Elsewhere</p>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    near: `http://127.0.0.1:${port}`,
    far: `http://localhost:${port}`,
    cookies() {
      const seen = cookies;
      cookies = '';
      return seen;
    },
    close: () => void server.close(),
  };
}

export type Attempt = {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly type?: string;
  readonly body?: string;
  readonly mode?: 'cors' | 'no-cors';
  /** Sent where the browser allows it, which takes a question first. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** Runs in the page: sends a request with the cookies of its target, and gives what can be read of the answer. */
export async function attemptFetch({ target, attempt }: { target: string; attempt: Attempt }): Promise<string> {
  const { path, method, type, body, mode = 'no-cors', headers = {} } = attempt;
  try {
    const sent = body === undefined ? {} : { body };
    const typed = type === undefined ? headers : { ...headers, 'content-type': type };
    const answer = await fetch(target + path, { method, mode, credentials: 'include', headers: typed, ...sent });
    return await answer.text();
  } catch {
    return '';
  }
}

/** Runs in the page: a form that sends itself, in a frame of its own or in place of the page. */
export function submitForm({
  action,
  fields,
  type,
}: {
  action: string;
  fields: Record<string, string>;
  type: string;
}): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = action;
  form.enctype = type;
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input');
    input.type = 'hidden';
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}
