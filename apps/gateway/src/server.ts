import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Exchange } from './exchange.ts';

/** The listening side of the gateway. */
export type GatewayServer = {
  /** Binds and gives the port, which is a free one for port 0. */
  listen(port: number, host: string): Promise<number>;
  /** Exchanges that were begun and are not answered in full. */
  open(): number;
  /** From now on every answer closes its connection. Idle ones are left: a request may be on its way on them. */
  stopKeepingAlive(): void;
  /** Stops listening and cuts what is still connected. */
  close(): Promise<void>;
};

/** Head and body in time, so that slow senders cannot hold sockets; idle connections outlive a load balancer's minute. */
const timeouts = {
  headersTimeout: 20_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 5_000,
};

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const bound: AddressInfo | string | null = server.address();
      resolve(bound !== null && typeof bound === 'object' ? bound.port : port);
    });
  });
}

/** A server that hands each request to `handle` as an Exchange. With exchange.ts the only user of node:http. */
export function createGatewayServer(handle: (exchange: Exchange) => void): GatewayServer {
  let open = 0;
  let keepAlive = true;
  const accept = (request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean) => {
    const exchange = new Exchange(request, response, awaitsContinue);
    open++;
    response.on('close', () => {
      open--;
      exchange.closed();
    });
    if (!keepAlive) response.shouldKeepAlive = false;
    handle(exchange);
  };
  const server = createServer({ ...timeouts, maxHeaderSize: 32_768, noDelay: true }, (request, response) =>
    accept(request, response, false),
  );
  server.on('checkContinue', (request, response) => accept(request, response, true));
  return {
    listen: (port, host) => listen(server, port, host),
    open: () => open,
    stopKeepingAlive() {
      keepAlive = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
