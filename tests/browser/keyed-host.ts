import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** A host of somebody's own: the simulator behind a door that opens for some secrets only. */
export type KeyedHost = {
  /** The base URL that a provider key names. */
  readonly baseUrl: string;
  /** The secrets of the requests that were let in, in order. */
  readonly used: readonly string[];
  /** How often a client's id and secret were exchanged for a token. */
  readonly exchanges: () => number;
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

/** A client that gets `token` at `/oidc/v1/token`, which then lets it in. */
export type KeyedClient = { readonly id: string; readonly secret: string; readonly token: string };

function giveToken(asked: IncomingMessage, answer: ServerResponse, client: KeyedClient): boolean {
  const pair = Buffer.from(`${client.id}:${client.secret}`).toString('base64');
  const isKnown = asked.headers.authorization === `Basic ${pair}`;
  answer.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
  const granted = { access_token: client.token, token_type: 'Bearer', expires_in: 3_600 };
  answer.end(JSON.stringify(isKnown ? granted : { error: 'invalid_client' }));
  return isKnown;
}

/** Opens it on loopback for `secrets`, and for `client` where there is one. */
export async function startKeyedHost(
  simulatorUrl: string,
  secrets: readonly string[],
  client?: KeyedClient,
): Promise<KeyedHost> {
  const used: string[] = [];
  let exchanges = 0;
  const server = createServer((asked, answer) => {
    if (client !== undefined && asked.url === '/oidc/v1/token') {
      exchanges += Number(giveToken(asked, answer, client));
      return;
    }
    const secret = (asked.headers.authorization ?? '').replace(/^Bearer /, '');
    if (!secrets.includes(secret) && secret !== client?.token) return refuse(answer);
    used.push(secret);
    passOn(asked, answer, simulatorUrl);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    used,
    exchanges: () => exchanges,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
