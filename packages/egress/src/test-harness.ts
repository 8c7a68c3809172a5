import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { Egress, EgressCall, EgressError, EgressRequest, EgressTimeouts } from './egress.ts';

export const patient: EgressTimeouts = { connectMs: 5_000, firstByteMs: 5_000, stallMs: 5_000, totalMs: 10_000 };

/** What a handler was told, in order. */
export type Heard = {
  readonly events: string[];
  status: number;
  headers: Readonly<Record<string, string>>;
  readonly chunks: Buffer[];
  failure: EgressError | undefined;
};

/** Sends and resolves when the exchange has ended, well or not; fails when the handler hears anything after that. */
export function exchange(
  egress: Egress,
  request: Partial<EgressRequest> & { url: string },
  on: { head?(call: EgressCall): void; data?(call: EgressCall, chunk: Buffer): void } = {},
): { call: EgressCall; heard: Promise<Heard> } {
  const { promise, resolve, reject } = Promise.withResolvers<Heard>();
  const heard: Heard = { events: [], status: 0, headers: {}, chunks: [], failure: undefined };
  let isOver = false;
  const note = (event: string) => {
    if (isOver) reject(new Error(`${event} after the end`));
    heard.events.push(event);
  };
  const finish = () => {
    isOver = true;
    setImmediate(() => resolve(heard));
  };
  const call = egress.send(
    { method: 'GET', headers: {}, timeouts: patient, ...request },
    {
      head(status, headers) {
        note('head');
        Object.assign(heard, { status, headers });
        on.head?.(call);
      },
      data(chunk) {
        note('data');
        heard.chunks.push(chunk);
        on.data?.(call, chunk);
      },
      end() {
        note('end');
        finish();
      },
      error(error) {
        note('error');
        heard.failure = error;
        finish();
      },
    },
  );
  return { call, heard: promise };
}

async function listen(server: Server): Promise<{ port: number; url: string }> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { port: address.port, url: `http://127.0.0.1:${address.port}` };
}

/** An HTTP server on a free port of 127.0.0.1. */
export async function serveHttp(listener: RequestListener) {
  const server = createServer(listener);
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { ...(await listen(server)), server, stop };
}

/** A TCP server on a free port of 127.0.0.1 that says what `onSocket` writes. */
export async function serveTcp(onSocket: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => socket.destroy()));
    onSocket(socket);
  });
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { ...(await listen(server)), stop };
}
