import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems usually give to outgoing connections (from 32768 on Linux, from 49152 elsewhere): none
 * of them takes one before the server does.
 */
const lowest = 15_000;
const highest = 32_767;
const triesMax = 200;

/** So that two servers that are yet to start never get the same. */
const given = new Set<number>();

function isFree(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const server = createServer();
    server.once('error', () => settle(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => settle(true)));
  });
}

/** `preferred` when it is free on loopback, else a free port that no outgoing connection will take either. */
export async function freePort(preferred: number | undefined): Promise<number> {
  if (preferred !== undefined && (await isFree(preferred))) return preferred;
  for (let tries = 0; tries < triesMax; tries++) {
    const port = randomInt(lowest, highest + 1);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error(`No port is free on 127.0.0.1: ${triesMax} between ${lowest} and ${highest} were tried.`);
}
