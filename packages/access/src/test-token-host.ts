import { generateKeyPairSync } from 'node:crypto';
import { serveHttp } from '@weir/egress/test-harness';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The key that assertions of `serviceAccount` verify with. */
export const { publicKey } = pair;

/** A service account's file for a token endpoint, made up for tests. */
export function serviceAccount(tokenUri: string, over: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    type: 'service_account',
    project_id: 'my-project-1',
    private_key_id: 'kid-1',
    private_key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    client_email: 'caller@my-project-1.iam.gserviceaccount.com',
    token_uri: tokenUri,
    ...over,
  });
}

export type TokenQuestion = {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly form: URLSearchParams;
};

/** A token endpoint on loopback that answers what `answer` says and keeps what it was asked. */
export async function startTokenHost() {
  const asked: TokenQuestion[] = [];
  const host = {
    asked,
    answer: (): { status: number; body: unknown } | Promise<{ status: number; body: unknown }> => ({
      status: 200,
      body: { access_token: `token-number-${asked.length}`, expires_in: 3_600, token_type: 'Bearer' },
    }),
  };
  const { url, stop } = await serveHttp((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      asked.push({ path: request.url ?? '', authorization: request.headers.authorization, form });
      const { status, body } = await host.answer();
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  return Object.assign(host, { url, stop });
}
