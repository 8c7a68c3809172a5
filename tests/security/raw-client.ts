import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What came back on a connection until it ended or fell silent. */
export type RawAnswers = {
  /** As latin1, so that bytes are characters. */
  readonly text: string;
  /** Status of each answer, in their order. */
  readonly statuses: readonly number[];
  readonly closed: boolean;
};

type Piece = string | Buffer;

/** Connects to the server at `url`; errors of the socket are only its end. */
export function openRaw(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect({ host: hostname, port: Number(port), noDelay: true }).on('error', () => undefined);
}

function statusesIn(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.[01] (\d{3}) /g)]
    .map(([, status]) => Number(status))
    .filter((status) => status >= 200);
}

/**
 * Sends bytes as they are (text as latin1), piece by piece, and gives what comes back until the server ends the
 * connection or says nothing for `quietMs` after its first word. Gives up after `limitMs`.
 */
export async function sendRaw(
  url: string,
  pieces: readonly Piece[],
  { quietMs = 300, limitMs = 15_000 }: { quietMs?: number; limitMs?: number } = {},
): Promise<RawAnswers> {
  const socket = openRaw(url);
  const received: Buffer[] = [];
  let heardAtMs: number | undefined;
  let closed = false;
  socket.on('data', (data) => {
    received.push(data);
    heardAtMs = performance.now();
  });
  socket.once('close', () => {
    closed = true;
  });
  for (const piece of pieces) socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
  const deadline = performance.now() + limitMs;
  const isQuiet = () => heardAtMs !== undefined && performance.now() - heardAtMs > quietMs;
  while (!closed && !isQuiet() && performance.now() < deadline) await sleep(10);
  const answers = { closed };
  socket.destroy();
  const text = Buffer.concat(received).toString('latin1');
  return { ...answers, text, statuses: statusesIn(text) };
}

/** The head of a request, each line ended by \r\n, with the blank line. */
export function head(method: string, path: string, lines: readonly string[]): string {
  return [`${method} ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}
