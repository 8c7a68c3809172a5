import { connect } from 'node:net';
import type { Place } from './detector.ts';

type Reply = string | null | Reply[];

/** The reply that starts at `at`, and where it ends; undefined while it is not whole. RESP 2, as the Redis documentation has it. */
function replyAt(bytes: Buffer, at: number): { reply: Reply; end: number } | undefined {
  const lineEnd = bytes.indexOf('\r\n', at);
  if (lineEnd === -1) return undefined;
  const [kind, line] = [bytes.toString('latin1', at, at + 1), bytes.toString('latin1', at + 1, lineEnd)];
  if (kind !== '$' && kind !== '*') return { reply: line, end: lineEnd + 2 };
  const length = Number(line);
  if (length < 0) return { reply: null, end: lineEnd + 2 };
  if (kind === '$') {
    const end = lineEnd + 2 + length;
    return bytes.length < end + 2 ? undefined : { reply: bytes.toString('latin1', lineEnd + 2, end), end: end + 2 };
  }
  const replies: Reply[] = [];
  let end = lineEnd + 2;
  for (let index = 0; index < length; index += 1) {
    const next = replyAt(bytes, end);
    if (next === undefined) return undefined;
    replies.push(next.reply);
    end = next.end;
  }
  return { reply: replies, end };
}

type Command = (...words: readonly string[]) => Promise<Reply>;

/** Runs `work` with a connection to the database of a `redis://host:port/n` URL. */
export async function withRedis<T>(url: string, work: (command: Command) => Promise<T>): Promise<T> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  const waiting: ((reply: Reply) => void)[] = [];
  let held = Buffer.alloc(0);
  socket.on('data', (data) => {
    held = Buffer.concat([held, data]);
    for (let next = replyAt(held, 0); next !== undefined; next = replyAt(held, 0)) {
      held = held.subarray(next.end);
      waiting.shift()?.(next.reply);
    }
  });
  const command: Command = (...words) => {
    const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    socket.write(`*${words.length}\r\n${parts.join('')}`);
    return new Promise((settle) => waiting.push(settle));
  };
  try {
    await command('SELECT', pathname.slice(1) === '' ? '0' : pathname.slice(1));
    return await work(command);
  } finally {
    socket.destroy();
  }
}

const readers: Readonly<Record<string, (key: string) => readonly string[]>> = {
  string: (key) => ['GET', key],
  hash: (key) => ['HGETALL', key],
  list: (key) => ['LRANGE', key, '0', '-1'],
  set: (key) => ['SMEMBERS', key],
  zset: (key) => ['ZRANGE', key, '0', '-1', 'WITHSCORES'],
  stream: (key) => ['XRANGE', key, '-', '+'],
};

/** Every key with its whole value. */
export function dumpRedis(url: string): Promise<Place[]> {
  return withRedis(url, async (command) => {
    const keys = await command('KEYS', '*');
    const places: Place[] = [];
    for (const key of Array.isArray(keys) ? keys.map(String) : []) {
      const type = String(await command('TYPE', key));
      const read = readers[type];
      if (read === undefined) throw new Error(`no way to read ${type} of ${key}`);
      const value = JSON.stringify(await command(...read(key)));
      places.push({ name: `redis ${key}`, bytes: Buffer.from(`${key} ${value}`) });
    }
    return places;
  });
}
