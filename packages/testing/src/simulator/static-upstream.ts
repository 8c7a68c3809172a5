import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { staticBody, staticChunks } from './static-answers.ts';

const chunkEveryMs = 2;

const json = staticBody();
const wholeAnswer = Buffer.concat([
  Buffer.from(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: req_static\r\ncontent-length: ${json.length}\r\n\r\n`,
  ),
  json,
]);
const streamHead = Buffer.from(
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\nx-request-id: req_static\r\ntransfer-encoding: chunked\r\n\r\n',
);
const lastChunk = Buffer.from('0\r\n\r\n');

function chunked(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

const pieces = staticChunks().map(chunked);
const streamSteps = [...pieces.slice(0, -1), Buffer.concat([...pieces.slice(-1), lastChunk])];

type OpenStream = { readonly socket: Socket; next: number };

/** One timer moves every open stream on by a chunk, so that a stream costs no timer of its own. */
function createTicker() {
  const open = new Set<OpenStream>();
  let timer: NodeJS.Timeout | undefined;
  const tick = () => {
    for (const stream of open) {
      const step = streamSteps[stream.next];
      stream.next += 1;
      if (step === undefined || stream.socket.destroyed) open.delete(stream);
      else stream.socket.write(step);
    }
    if (open.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  return {
    start(socket: Socket) {
      socket.write(streamHead);
      open.add({ socket, next: 0 });
      timer ??= setInterval(tick, chunkEveryMs);
    },
  };
}

const headEnd = Buffer.from('\r\n\r\n');
const contentLength = /\r\ncontent-length: *(\d+)/i;

/** The length of the first whole request in `bytes`; undefined until it is there. Bodies must have a content-length. */
function requestLength(bytes: Buffer): { readonly head: number; readonly total: number } | undefined {
  const at = bytes.indexOf(headEnd);
  if (at < 0) return undefined;
  const head = at + headEnd.length;
  const total = head + Number(contentLength.exec(bytes.toString('latin1', 0, at))?.[1] ?? 0);
  return bytes.length < total ? undefined : { head, total };
}

/**
 * The bench's upstream: raw sockets, a fixed 780-byte chat completion, or 100 SSE chunks 2 ms apart where the body says
 * `"stream":true`, with as little CPU as Node can do it with.
 */
export async function startStaticUpstream(port = 0): Promise<{ url: string; close(): Promise<void> }> {
  const ticker = createTicker();
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    let pending: Buffer = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (data: Buffer) => {
      pending = pending.length === 0 ? data : Buffer.concat([pending, data]);
      for (let found = requestLength(pending); found !== undefined; found = requestLength(pending)) {
        const body = pending.subarray(found.head, found.total);
        if (body.includes('"stream":true') || body.includes('"stream": true')) ticker.start(socket);
        else socket.write(wholeAnswer);
        pending = pending.subarray(found.total);
      }
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${bound}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
