import { createServer, type Server, type Socket } from 'node:net';

/** A socket that answers nobody and counts who comes, on every address of this machine. */
export type Listener = {
  readonly port: number;
  /** Connections so far. */
  connections(): number;
  close(): Promise<void>;
};

function listen(server: Server, host: string): Promise<void> {
  return new Promise((settle, fail) => {
    server.once('error', fail);
    server.listen(0, host, () => settle());
  });
}

/** Listens with `serve` on `host`; on all addresses, IPv6 and IPv4, where none is named. */
export async function startListener(serve: (socket: Socket) => void = () => undefined, host = '::'): Promise<Listener> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    serve(socket);
  });
  await listen(server, host);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    connections: () => connections,
    close: () =>
      new Promise((settle) => {
        server.close(() => settle());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
