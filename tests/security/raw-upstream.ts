import type { Socket } from 'node:net';
import { type Listener, startListener } from './listener.ts';

/** A provider that says whatever bytes a test wants said. */
export type RawUpstream = {
  readonly url: string;
  /** Requests that arrived whole: what the ledger must have, one Attempt for each. */
  requests(): number;
  /** The last request's body, as latin1. */
  lastBody(): string;
  close(): Promise<void>;
};

/** Writes an answer to `socket`. */
export type RawAnswer = (socket: Socket) => unknown;

const headEnd = '\r\n\r\n';

/** The bytes of the first whole request in `bytes`: where its body starts and ends. */
function requestIn(bytes: Buffer): { start: number; end: number } | undefined {
  const at = bytes.indexOf(headEnd);
  if (at === -1) return undefined;
  const length = Number(/content-length: (\d+)/i.exec(bytes.toString('latin1', 0, at))?.[1] ?? 0);
  const start = at + headEnd.length;
  return bytes.length < start + length ? undefined : { start, end: start + length };
}

/** The body of a plain chat completion. */
export const chatCompletion = (fields: object = {}): string =>
  JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: 'gpt-4o-mini',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    ...fields,
  });

/** A whole answer of `body`, with `lines` in its head. */
export function whole(body: string | Buffer, lines: readonly string[] = [], status = '200 OK'): Buffer {
  const content = Buffer.from(body);
  const headers = ['content-type: application/json', `content-length: ${content.length}`, ...lines];
  return Buffer.concat([Buffer.from([`HTTP/1.1 ${status}`, ...headers, '', ''].join('\r\n'), 'latin1'), content]);
}

/** Listens on loopback; answers a request that names a case, `[[name]]`, as `cases` has it, and others plainly. */
export async function startRawUpstream(cases: Readonly<Record<string, RawAnswer>> = {}): Promise<RawUpstream> {
  let requests = 0;
  let lastBody = '';
  const serve = (socket: Socket) => {
    let held = Buffer.alloc(0);
    socket.on('data', (data) => {
      held = Buffer.concat([held, data]);
      for (let request = requestIn(held); request !== undefined; request = requestIn(held)) {
        requests += 1;
        lastBody = held.toString('latin1', request.start, request.end);
        const name = /\[\[([\w-]+)\]\]/.exec(lastBody)?.[1] ?? '';
        const answer = cases[name];
        if (answer === undefined) socket.write(whole(chatCompletion()));
        else answer(socket);
        held = held.subarray(request.end);
      }
    });
  };
  const listener: Listener = await startListener(serve, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${listener.port}`,
    requests: () => requests,
    lastBody: () => lastBody,
    close: listener.close,
  };
}
