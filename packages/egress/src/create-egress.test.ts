import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { createEgress, type EgressOptions } from './create-egress.ts';
import type { Egress } from './egress.ts';
import { exchange, patient, serveHttp, serveTcp } from './test-harness.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function open(options: Partial<EgressOptions> = {}): Egress {
  const egress = createEgress({ privateUpstreams: ['127.0.0.0/8'], ...options });
  cleanups.push(() => egress.close());
  return egress;
}
async function http(listener: Parameters<typeof serveHttp>[0]) {
  const server = await serveHttp(listener);
  cleanups.push(server.stop);
  return server;
}
async function tcp(onSocket: Parameters<typeof serveTcp>[0]) {
  const server = await serveTcp(onSocket);
  cleanups.push(server.stop);
  return server;
}
const textOf = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString();

describe('an exchange', () => {
  it('carries method, path, headers and body there, and status, headers and bytes back', async () => {
    const { url, port } = await http((request, response) => {
      response.writeHead(418, { 'x-seen': `${request.method} ${request.url}`, 'set-cookie': ['a=1', 'b=2'] });
      response.write(JSON.stringify(request.headers));
      request.pipe(response);
    });
    const { heard } = exchange(open(), {
      url: `${url}/v1/x?y=%2F`,
      method: 'POST',
      headers: { authorization: 'Bearer k', host: 'other.example', 'content-type': 'text/plain' },
      body: Buffer.from('[body]'),
    });
    const { events, status, headers, chunks } = await heard;
    expect(events.filter((event) => event !== 'data')).toEqual(['head', 'end']);
    expect(status).toBe(418);
    expect(headers['x-seen']).toBe('POST /v1/x?y=%2F');
    expect(headers['set-cookie']).toBe('a=1, b=2');
    const [sent, body] = textOf(chunks).split('[');
    expect(JSON.parse(sent ?? '')).toEqual({
      host: `127.0.0.1:${port}`,
      connection: 'keep-alive',
      authorization: 'Bearer k',
      'content-type': 'text/plain',
      'accept-encoding': 'identity',
      'content-length': '6',
    });
    expect(body).toBe('body]');
  });

  it('leaves accept-encoding to a caller who sets it', async () => {
    const { url } = await http((request, response) => response.end(request.headers['accept-encoding']));
    const { chunks } = await exchange(open(), { url, headers: { 'Accept-Encoding': 'gzip' } }).heard;
    expect(textOf(chunks)).toBe('gzip');
  });

  it('hands a redirect back as the answer it is', async () => {
    let calls = 0;
    const { url } = await http((_request, response) => {
      calls += 1;
      response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data' }).end();
    });
    const { status, headers } = await exchange(open(), { url }).heard;
    expect([status, headers['location'], calls]).toEqual([307, 'http://169.254.169.254/latest/meta-data', 1]);
  });

  it('skips informational answers', async () => {
    const { url } = await http((_request, response) => {
      response.writeEarlyHints({ link: '</a>; rel=preload' });
      response.end('done');
    });
    const { status, events } = await exchange(open(), { url }).heard;
    expect([status, ...events]).toEqual([200, 'head', 'data', 'end']);
  });

  it('says which header is not valid, without its value', async () => {
    const { url } = await http((_request, response) => response.end());
    const { failure } = await exchange(open(), { url, headers: { authorization: 'Bearer canary\r\nx: y' } }).heard;
    expect(failure).toMatchObject({ code: 'network', message: expect.stringContaining('authorization') });
    expect(failure?.message).not.toContain('canary');
  });
});

describe('connections', () => {
  it('are kept and used again', async () => {
    const { url, server } = await http((_request, response) => response.end('x'));
    let connections = 0;
    server.on('connection', () => (connections += 1));
    const egress = open();
    for (let round = 0; round < 5; round += 1) await exchange(egress, { url }).heard;
    expect(connections).toBe(1);
  });

  it('never exceed the bound; the others wait in line and those given up leave it', async () => {
    let running = 0;
    let most = 0;
    const { url } = await http((_request, response) => {
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        response.end('x');
      }, 10);
    });
    const egress = open({ connectionsMax: 3 });
    const calls = Array.from({ length: 20 }, () => exchange(egress, { url }));
    calls[19]?.call.abort();
    const heard = await Promise.all(calls.map((each) => each.heard));
    expect(most).toBe(3);
    expect(heard.filter(({ events }) => events.at(-1) === 'end')).toHaveLength(19);
    expect(heard[19]?.failure?.code).toBe('aborted');
  });

  it('serve the next request after the upstream closed one', async () => {
    const { url } = await http((_request, response) => {
      response.setHeader('connection', 'close');
      response.end('x');
    });
    const egress = open({ connectionsMax: 1 });
    for (let round = 0; round < 3; round += 1)
      expect((await exchange(egress, { url }).heard).events.at(-1)).toBe('end');
  });

  it.each([
    ['closed', (_stop: () => void) => undefined],
    ['refused', (stop: () => void) => stop()],
  ])('serve the next request that is sent from inside the error of a %s one', async (_, prepare) => {
    const { url, stop } = await tcp((socket) => socket.destroy());
    prepare(stop);
    const egress = open({ connectionsMax: 1 });
    const codes: string[] = [];
    await new Promise<void>((resolve) => {
      const again = () => {
        const request = { method: 'GET', url, headers: {}, timeouts: patient } as const;
        const ignore = () => undefined;
        const error = ({ code }: { code: string }) => (codes.push(code) < 5 ? again() : resolve());
        egress.send(request, { head: ignore, data: ignore, end: ignore, error });
      };
      again();
    });
    expect(codes).toEqual(Array(5).fill('network'));
  });

  it('to an idle origin make room for others, and calls to it work after that', async () => {
    const { url, port } = await http((request, response) => response.end(request.headers.host));
    const egress = open({ lookup: async () => [{ address: '127.0.0.1', family: 4 }] });
    for (let host = 0; host < 300; host += 1) await exchange(egress, { url: `http://h${host}.example:${port}/` }).heard;
    const { chunks } = await exchange(egress, { url: `http://h0.example:${port}/` }).heard;
    expect(textOf(chunks)).toBe(`h0.example:${port}`);
    expect((await exchange(egress, { url }).heard).status).toBe(200);
  });
});

describe('an answer that breaks off', () => {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n';
  it.each([
    ['by length', `${head}content-length: 100\r\n\r\nabc`],
    ['by length, closing', `${head}connection: close\r\ncontent-length: 100\r\n\r\nabc`],
    ['in chunks', `${head}transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n`],
    ['in chunks, closing', `${head}connection: close\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n`],
    ['within a chunk', `${head}transfer-encoding: chunked\r\n\r\nff\r\nabc`],
  ])('%s is an error and no end', async (_, bytes) => {
    const { url } = await tcp((socket) => socket.once('data', () => socket.end(bytes)));
    const { events, failure, chunks } = await exchange(open(), { url }).heard;
    expect(events).toEqual(['head', 'data', 'error']);
    expect(textOf(chunks)).toBe('abc');
    expect(failure).toMatchObject({ code: 'network' });
    expect(failure?.message).toContain('before its answer ended');
  });

  it('by a reset is an error and no end', async () => {
    const { url } = await tcp((socket) =>
      socket.once('data', () => {
        socket.write(`${head}transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n`);
        setTimeout(() => socket.resetAndDestroy(), 20);
      }),
    );
    const { events, failure } = await exchange(open(), { url }).heard;
    expect([...events, failure?.code]).toEqual(['head', 'data', 'error', 'network']);
  });

  it('before its head is an error', async () => {
    const { url } = await tcp((socket) => socket.once('data', () => socket.end()));
    const { events, failure } = await exchange(open(), { url, method: 'POST', body: Buffer.from('x') }).heard;
    expect([...events, failure?.code]).toEqual(['error', 'network']);
  });

  it('with something that is not HTTP is an error', async () => {
    const { url } = await tcp((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n')));
    expect((await exchange(open(), { url }).heard).failure?.code).toBe('network');
  });
});

it('names a refused connection', async () => {
  const { url, stop } = await serveTcp(() => undefined);
  stop();
  const { failure } = await exchange(open(), { url }).heard;
  expect(failure).toEqual({ code: 'network', message: `${url}: the connection was refused (ECONNREFUSED)` });
});

describe('abort', () => {
  it('closes the socket at once and reports it before it returns', async () => {
    const took: number[] = [];
    // Other tests may hold the machine: the quickest of three tells what abort itself takes.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const closed = Promise.withResolvers<number>();
      const { url } = await http((request, response) => {
        request.socket.on('close', () => closed.resolve(performance.now()));
        response.write('x');
      });
      const started = Promise.withResolvers<void>();
      const { call, heard } = exchange(open(), { url }, { data: () => started.resolve() });
      await started.promise;
      const abortedAtMs = performance.now();
      call.abort();
      call.abort();
      const { events, failure } = await heard;
      expect([...events, failure?.code]).toEqual(['head', 'data', 'error', 'aborted']);
      took.push((await closed.promise) - abortedAtMs);
    }
    expect(Math.min(...took)).toBeLessThan(50);
  });

  it('works from inside the handler', async () => {
    const { url } = await http((_request, response) => response.write('x'));
    const { events } = await exchange(open(), { url }, { data: (call) => call.abort() }).heard;
    expect(events).toEqual(['head', 'data', 'error']);
  });

  it('before the request was sent keeps it from being sent, and the connection serves the next', async () => {
    const paths: string[] = [];
    const { url } = await http((request, response) => {
      paths.push(request.url ?? '');
      response.end('x');
    });
    const egress = open({ connectionsMax: 1 });
    const { call, heard } = exchange(egress, { url: `${url}/first` });
    call.abort();
    expect((await heard).failure?.code).toBe('aborted');
    await exchange(egress, { url: `${url}/second` }).heard;
    expect(paths).toEqual(['/second']);
  });
});

describe('back-pressure', () => {
  it('stops the upstream while paused, does not count as a stall, and loses nothing', async () => {
    const total = 64 * 1024 * 1024;
    let written = 0;
    const { url } = await http((_request, response) => {
      const push = () => {
        while (written < total && response.write(Buffer.alloc(65_536))) written += 65_536;
        if (written >= total) response.end();
        else response.once('drain', () => push());
        written += 65_536;
      };
      push();
    });
    let paused = false;
    const { heard } = exchange(
      open(),
      { url, timeouts: { ...patient, stallMs: 150 } },
      {
        data(call) {
          if (paused) return;
          paused = true;
          call.pause();
          setTimeout(() => call.resume(), 500);
        },
      },
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const whilePaused = written;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(written).toBe(whilePaused);
    expect(written).toBeLessThan(total);
    const { chunks, events } = await heard;
    expect(events.at(-1)).toBe('end');
    expect(Buffer.concat(chunks).length).toBeGreaterThanOrEqual(total);
  });

  it('can be applied before the first byte', async () => {
    const { url } = await http((_request, response) => response.end('hello'));
    let isHeld = true;
    const { call, heard } = exchange(
      open(),
      { url },
      { head: (each) => each.pause(), data: () => expect(isHeld).toBe(false) },
    );
    await new Promise((resolve) => setTimeout(resolve, 60));
    isHeld = false;
    call.resume();
    expect(textOf((await heard).chunks)).toBe('hello');
  });
});

describe('time limits', () => {
  const timed = async (url: string, timeouts: Partial<typeof patient>, egress = open()) => {
    const startedAtMs = performance.now();
    const { failure, events } = await exchange(egress, { url, timeouts: { ...patient, ...timeouts } }).heard;
    return { failure, events, tookMs: performance.now() - startedAtMs };
  };

  it('end a wait for the first byte', async () => {
    const { url } = await tcp(() => undefined);
    const { failure, tookMs } = await timed(url, { firstByteMs: 150 });
    expect(failure).toEqual({ code: 'timeout', message: `${url}: no answer within 150 ms` });
    expect(tookMs).toBeGreaterThan(125);
    expect(tookMs).toBeLessThan(400);
  });

  it('end a stall, however long the answer took before', async () => {
    const { url } = await http((_request, response) => {
      let sent = 0;
      const timer = setInterval(() => {
        if (sent < 4) response.write('x');
        else clearInterval(timer);
        sent += 1;
      }, 80);
    });
    const { failure, events, tookMs } = await timed(url, { stallMs: 160 });
    expect(events).toEqual(['head', 'data', 'data', 'data', 'data', 'error']);
    expect(failure).toEqual({ code: 'timeout', message: `${url}: no data within 160 ms` });
    expect(tookMs).toBeGreaterThan(400);
  });

  it('end a stall by the limit that holds by then', async () => {
    const { url } = await http((_request, response) => {
      response.write('x');
      setTimeout(() => response.write('y'), 200);
    });
    const startedAtMs = performance.now();
    const { heard } = exchange(
      open(),
      { url, timeouts: { ...patient, stallMs: 1_000 } },
      { data: (call, chunk) => chunk.toString() === 'y' && call.limitStall(100) },
    );
    const { failure } = await heard;
    expect(failure).toEqual({ code: 'timeout', message: `${url}: no data within 100 ms` });
    expect(performance.now() - startedAtMs).toBeLessThan(600);
  });

  it('end the whole, while data still comes', async () => {
    const { url } = await http((_request, response) => {
      const timer = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(timer));
    });
    const { failure } = await timed(url, { totalMs: 200 });
    expect(failure).toEqual({ code: 'timeout', message: `${url}: no end of the answer within 200 ms` });
  });

  it('end a wait for a connection, in line or on the way', async () => {
    const { url } = await http(() => undefined);
    const egress = open({ connectionsMax: 1 });
    const first = exchange(egress, { url });
    const { failure } = await timed(url, { connectMs: 100 }, egress);
    expect(failure).toEqual({ code: 'timeout', message: `${url}: no connection within 100 ms` });
    first.call.abort();
    const never = open({ lookup: () => new Promise(() => undefined) });
    expect((await timed('http://slow.example', { connectMs: 100 }, never)).failure?.code).toBe('timeout');
  });

  it('are not charged for the time in which this process itself stood still', async () => {
    const { url } = await http((_request, response) => {
      response.write('a');
      setTimeout(() => response.end('b'), 50);
    });
    const seen = Promise.withResolvers<void>();
    const { heard } = exchange(open(), { url, timeouts: { ...patient, stallMs: 200 } }, { data: () => seen.resolve() });
    await seen.promise;
    const untilMs = performance.now() + 500;
    while (performance.now() < untilMs);
    expect((await heard).events.at(-1)).toBe('end');
  });
});

describe('close', () => {
  it('lets what is under way end and turns later requests away', async () => {
    const { url, server } = await http((_request, response) => setTimeout(() => response.end('x'), 50));
    const egress = createEgress({ privateUpstreams: ['127.0.0.0/8'] });
    const { heard } = exchange(egress, { url });
    await once(server, 'request');
    const closed = egress.close();
    expect((await exchange(egress, { url }).heard).failure?.code).toBe('aborted');
    expect((await heard).events.at(-1)).toBe('end');
    await closed;
  });
});
