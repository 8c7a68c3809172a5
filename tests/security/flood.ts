import type { Socket } from 'node:net';

const piece = Buffer.alloc(1024 * 1024, 'x');

/** Writes `before`, then `megabytes` of `piece` as fast as the other side takes them, then `after`. */
export function flood(
  socket: Socket,
  parts: { readonly before: string; readonly piece?: Buffer; readonly megabytes: number; readonly after?: string },
): void {
  const each = parts.piece ?? piece;
  let left = Math.ceil((parts.megabytes * 1024 * 1024) / each.length);
  socket.write(parts.before);
  const go = () => {
    while (left > 0 && !socket.destroyed) {
      left -= 1;
      if (!socket.write(each)) {
        socket.once('drain', go);
        return;
      }
    }
    if (!socket.destroyed) socket.end(parts.after ?? '');
  };
  go();
}
