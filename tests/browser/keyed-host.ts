import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** A host of somebody's own: the simulator behind a door that opens for some secrets only. */
export type KeyedHost = {
  /** The base URL that a provider key names. */
  readonly baseUrl: string;
  /** The secrets of the requests that were let in, in order. */
  readonly used: readonly string[];
  close(): Promise<void>;
};

function refuse(response: ServerResponse): void {
  response.writeHead(401, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message: 'Incorrect API key provided.', code: 'invalid_api_key' } }));
}

function passOn(from: IncomingMessage, to: ServerResponse, simulatorUrl: string): void {
  const { method, headers, url = '/' } = from;
  const onward = request(new URL(url, simulatorUrl), { method, headers }, (answer) => {
    to.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(to);
  });
  onward.on('error', () => to.destroy());
  from.pipe(onward);
}

/** Opens it on loopback for `secrets`. */
export async function startKeyedHost(simulatorUrl: string, secrets: readonly string[]): Promise<KeyedHost> {
  const used: string[] = [];
  const server = createServer((asked, answer) => {
    const secret = (asked.headers.authorization ?? '').replace(/^Bearer /, '');
    if (!secrets.includes(secret)) return refuse(answer);
    used.push(secret);
    passOn(asked, answer, simulatorUrl);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    used,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
