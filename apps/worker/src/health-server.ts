import { createServer, type Server, type ServerResponse } from 'node:http';

export type HealthOptions = {
  readonly port: number;
  /** Why the worker does not work, empty when it does. */
  readonly reasons: () => Promise<readonly string[]>;
  readonly metrics: () => Promise<{ readonly text: string; readonly contentType: string }>;
};

const host = '127.0.0.1';

function send(response: ServerResponse, status: number, answer: { text: string; contentType: string }): void {
  response.writeHead(status, { 'content-type': answer.contentType }).end(answer.text);
}

async function serve(options: HealthOptions, path: string, response: ServerResponse): Promise<void> {
  const json = (status: number, value: unknown) =>
    send(response, status, { text: JSON.stringify(value), contentType: 'application/json' });
  if (path === '/healthz') return json(200, { status: 'ok' });
  if (path === '/metrics') return send(response, 200, await options.metrics());
  if (path !== '/readyz') return json(404, { status: 'not found' });
  const reasons = await options.reasons();
  return json(reasons.length === 0 ? 200 : 503, { status: reasons.length === 0 ? 'ready' : 'not ready', reasons });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Answers /healthz, /readyz and /metrics on loopback. Rejects with EADDRINUSE when the port is taken. */
export async function startHealthServer(options: HealthOptions): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    serve(options, path, response).catch(() => response.writeHead(500).end());
  });
  const port = await listen(server, options.port);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
