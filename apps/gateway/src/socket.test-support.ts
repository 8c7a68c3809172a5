import { connect, type Socket } from 'node:net';
import type { TestGateway } from './gateway.test-support.ts';

/** A request over a bare socket, for what fetch hides: cuts, half-read answers, slow readers. */
export function openSocket(gateway: TestGateway, path: string, body: object): Promise<Socket> {
  const text = JSON.stringify(body);
  const head = [
    `POST ${path} HTTP/1.1`,
    'host: test',
    `authorization: Bearer ${gateway.key}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(text)}`,
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(gateway.port, '127.0.0.1', () => {
      socket.write(`${head.join('\r\n')}\r\n\r\n${text}`);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

/** Waits until `holds`, at most ten seconds. */
export async function eventually(holds: () => boolean): Promise<void> {
  const until = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > until) throw new Error('it did not come true within ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
