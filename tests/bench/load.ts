import { connect, type Socket } from 'node:net';

/** One closed-loop run: `connections` sockets, each sending its next request when the answer before is whole. */
type Load = {
  port: number;
  path: string;
  key: string;
  model?: string;
  connections: number;
  seconds: number;
  streaming: boolean;
};

const headEnd = '\r\n\r\n';
const lastChunk = Buffer.from('0\r\n\r\n');

const system = 'You are a concise assistant that answers in one paragraph.';
const question = { role: 'user', content: 'What does a weir do to a river, and why would one measure it there?' };
const sampling = { temperature: 0.2, max_tokens: 200 };

/** The same request in the dialect of each path; the second one's target speaks the first. */
const requests: Readonly<Record<string, object>> = {
  '/v1/chat/completions': {
    model: 'openai/gpt-4o-mini',
    messages: [{ role: 'system', content: system }, question],
    ...sampling,
  },
  '/v1/messages': { model: 'groq/gpt-4o-mini', system, messages: [question], ...sampling },
};

function requestBytes({ path, key, model, streaming }: Load): Buffer {
  const asked = path === '/v1/messages' ? { stream: true } : { stream: true, stream_options: { include_usage: true } };
  const body = JSON.stringify({
    ...requests[path],
    ...(model === undefined ? {} : { model }),
    ...(streaming ? asked : {}),
  });
  const lines = [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    `authorization: Bearer ${key}`,
    'content-type: application/json',
    'accept: application/json',
    'user-agent: bench',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}${headEnd}${body}`);
}

/** How many bytes of an answer are still to come once its head is read; undefined for a chunked one. */
function bodyLength(head: string): number | undefined {
  const match = /content-length: *(\d+)/i.exec(head);
  return match === null ? undefined : Number(match[1]);
}

type Answer = { head: string | undefined; left: number | undefined; tail: Buffer };

function freshAnswer(): Answer {
  return { head: undefined, left: undefined, tail: Buffer.alloc(0) };
}

/** Feeds `data` to `answer`; true once the answer is whole. */
function feed(answer: Answer, data: Buffer): boolean {
  let body = data;
  if (answer.head === undefined) {
    const held = Buffer.concat([answer.tail, data]);
    const end = held.indexOf(headEnd);
    answer.tail = held;
    if (end < 0) return false;
    const head = held.toString('latin1', 0, end);
    if (!head.startsWith('HTTP/1.1 200')) throw new Error(`The answer was: ${held.toString()}`);
    answer.head = head;
    answer.left = bodyLength(head);
    body = held.subarray(end + headEnd.length);
    answer.tail = Buffer.alloc(0);
  }
  if (answer.left !== undefined) {
    answer.left -= body.length;
    return answer.left <= 0;
  }
  answer.tail = Buffer.concat([answer.tail, body]).subarray(-lastChunk.length);
  return answer.tail.equals(lastChunk);
}

function drive(socket: Socket, request: Buffer, done: (elapsedMs: number) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = freshAnswer();
    let sentAt = performance.now();
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The connection was closed before the run ended.')));
    socket.on('data', (data) => {
      if (!feed(answer, data)) return;
      if (!done(performance.now() - sentAt)) {
        socket.removeAllListeners('close');
        socket.destroy();
        resolve();
        return;
      }
      answer = freshAnswer();
      sentAt = performance.now();
      socket.write(request);
    });
    socket.write(request);
  });
}

function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function run(load: Load): Promise<void> {
  const request = requestBytes(load);
  const times: number[] = [];
  const startedAt = performance.now();
  const endAt = startedAt + load.seconds * 1000;
  const one = async () => {
    const socket = connect({ port: load.port, host: '127.0.0.1', noDelay: true });
    await drive(socket, request, (elapsedMs) => {
      times.push(elapsedMs);
      return performance.now() < endAt;
    });
  };
  await Promise.all(Array.from({ length: load.connections }, one));
  const seconds = (performance.now() - startedAt) / 1000;
  const sorted = Float64Array.from(times).sort();
  const result = {
    requests: sorted.length,
    perSecond: sorted.length / seconds,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

await run(JSON.parse(process.argv[2] ?? '{}'));
