import { createServer, type Socket } from 'node:net';
import { streamChunks, streamEnd, streamHead, unaryAnswer } from './answers.ts';

/**
 * The bench's upstream, on raw sockets so that it costs next to nothing: a fixed answer to every request, a stream when
 * the body asks for one. Prints its port once it listens.
 */
const chunkIntervalMs = 2;
const headEnd = Buffer.from('\r\n\r\n');

function contentLength(head: string): number {
  return Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0);
}

function stream(socket: Socket): void {
  socket.write(streamHead);
  let next = 0;
  const timer = setInterval(() => {
    const chunk = streamChunks[next++];
    if (chunk === undefined || socket.destroyed) {
      clearInterval(timer);
      socket.write(streamEnd);
      return;
    }
    socket.write(chunk);
  }, chunkIntervalMs);
}

function answer(socket: Socket, body: Buffer): void {
  if (body.includes('"stream":true')) stream(socket);
  else socket.write(unaryAnswer);
}

const server = createServer({ noDelay: true }, (socket) => {
  let held = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    held = held.length === 0 ? data : Buffer.concat([held, data]);
    for (;;) {
      const end = held.indexOf(headEnd);
      if (end < 0) return;
      const total = end + headEnd.length + contentLength(held.latin1Slice(0, end));
      if (held.length < total) return;
      answer(socket, held.subarray(end + headEnd.length, total));
      held = held.subarray(total);
    }
  });
});

server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.stdout.write(`${address.port}\n`);
});
