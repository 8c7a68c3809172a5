import { Agent, request } from 'node:http';

export type RawAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The connection ended before the answer did. */
  readonly cut: boolean;
};

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Posts bytes over a plain socket and gives back the answer's bytes as they came. */
export function rawPost(url: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(body.length) };
    const sent = request(url, { agent, method: 'POST', headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      const done = (cut: boolean) => {
        const received = Object.fromEntries(
          Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
        );
        resolve({ status: response.statusCode ?? 0, headers: received, body: Buffer.concat(chunks), cut });
      };
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(false));
      response.on('aborted', () => done(true));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
