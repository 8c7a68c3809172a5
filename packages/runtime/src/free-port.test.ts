import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort } from './free-port.ts';

/** Where Linux starts to take ports for outgoing connections; other systems start above. */
const firstOutgoing = 32_768;

function listening(port: number): Promise<{ close(): Promise<unknown> }> {
  const server = createServer();
  return new Promise((settle, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => settle({ close: () => new Promise((closed) => server.close(closed)) }));
  });
}

it('never gives a port twice, nor one that an outgoing connection may take first', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, () => freePort(undefined)));
  expect(new Set(ports).size).toBe(50);
  expect(Math.max(...ports)).toBeLessThan(firstOutgoing);
});

it('gives the preferred port while it is free, and another while it is in use', async () => {
  const preferred = await freePort(undefined);
  expect(await freePort(preferred)).toBe(preferred);
  const server = await listening(preferred);
  const other = await freePort(preferred);
  expect(other).not.toBe(preferred);
  await server.close();
  expect(await freePort(preferred)).toBe(preferred);
});
