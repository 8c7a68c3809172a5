import type { Socket } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { chatCompletion, type RawAnswer, whole } from './raw-upstream.ts';

/** What the client must be told; several where undici's own reading decides. */
export type HostileAnswer = {
  readonly answer: RawAnswer;
  readonly expected: readonly string[];
  readonly stream?: boolean;
};

const bytes =
  (text: string | Buffer): RawAnswer =>
  (socket: Socket) =>
    socket.write(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
const last =
  (text: string | Buffer): RawAnswer =>
  (socket: Socket) =>
    socket.end(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);

const unavailable = ['502 upstream_unavailable'];
const truncated = ['502 upstream_truncated'];
const either = [...unavailable, ...truncated];

const good = chatCompletion();
const head = (lines: readonly string[], status = '200 OK') =>
  [`HTTP/1.1 ${status}`, 'content-type: application/json', ...lines, '', ''].join('\r\n');
const withLength = (body: string) => [`content-length: ${Buffer.byteLength(body)}`];
const answered = (body: string | Buffer, lines: readonly string[] = [], status = '200 OK') =>
  bytes(whole(body, lines, status));

const frame = (data: unknown) => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
const delta = (content: string) => ({
  id: 'c',
  object: 'chat.completion.chunk',
  model: 'm',
  choices: [{ index: 0, delta: { content } }],
});
const finish = {
  id: 'c',
  object: 'chat.completion.chunk',
  model: 'm',
  choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
};
const events = (frames: readonly unknown[], lines: readonly string[] = ['content-type: text/event-stream']) =>
  last(['HTTP/1.1 200 OK', ...lines, 'connection: close', '', frames.map(frame).join('')].join('\r\n'));

const usage = (fields: object) => answered(chatCompletion({ usage: fields }));
const error = (message: string) =>
  answered(JSON.stringify({ error: { message, type: 'invalid_request_error' } }), [], '400 Bad');

/** Answers that are no good HTTP. */
const wire: Readonly<Record<string, HostileAnswer>> = {
  garbage: { answer: last('\x00\x01\x02 nothing of HTTP\r\n\r\n'), expected: unavailable },
  'tls-hello': { answer: last('\x16\x03\x03\x00\x31\x02\x00\x00\x2d\x03\x03'), expected: unavailable },
  'http-0-9': { answer: last('<html>'), expected: unavailable },
  'silent-close': { answer: last(''), expected: unavailable },
  'head-cut': { answer: last('HTTP/1.1 200 OK\r\ncontent-ty'), expected: unavailable },
  'status-000': { answer: bytes(`HTTP/1.1 000 Zero\r\ncontent-length: 0\r\n\r\n`), expected: either },
  'status-999': { answer: answered('{}', [], '999 High'), expected: ['999', ...unavailable] },
  'status-101': {
    answer: bytes('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    expected: unavailable,
  },
  'status-204': { answer: bytes('HTTP/1.1 204 No Content\r\n\r\n'), expected: truncated },
  'status-304': { answer: bytes('HTTP/1.1 304 Not Modified\r\n\r\n'), expected: unavailable },
  'informational-flood': {
    answer: bytes('HTTP/1.1 103 Hints\r\n\r\n'.repeat(10_000) + whole(good).toString('latin1')),
    expected: ['200', ...unavailable],
  },
  'header-huge': {
    answer: bytes(head([`x-big: ${'b'.repeat(1_000_000)}`, ...withLength(good)]) + good),
    expected: unavailable,
  },
  'headers-many': {
    answer: bytes(head([...Array.from({ length: 100_000 }, (_, at) => `x-${at}: 1`), ...withLength(good)]) + good),
    expected: unavailable,
  },
  'both-lengths': {
    answer: bytes(`${head(['content-length: 5', 'transfer-encoding: chunked'])}2\r\n{}\r\n0\r\n\r\n`),
    expected: either,
  },
  'two-lengths': { answer: bytes(head(['content-length: 5', 'content-length: 6']) + good), expected: either },
  'length-negative': { answer: bytes(head(['content-length: -1']) + good), expected: either },
  'length-short': { answer: last(head(['content-length: 10']) + good), expected: either },
  'length-long': { answer: last(head(['content-length: 100000']) + good), expected: truncated },
  'chunk-garbage': { answer: bytes(`${head(['transfer-encoding: chunked'])}zz\r\n`), expected: either },
  'chunk-huge': { answer: bytes(`${head(['transfer-encoding: chunked'])}ffffffffffffffffff\r\n`), expected: either },
  'response-split': {
    answer: last(
      `${whole(good).toString('latin1')}${whole('{"evil":true}', ['set-cookie: evil=1']).toString('latin1')}`,
    ),
    expected: ['200'],
  },
};

/** Heads that try to reach the client. */
const heads: Readonly<Record<string, HostileAnswer>> = {
  'header-injection': {
    answer: answered(good, ['x-request-id: a\rset-cookie: evil=1', 'x-ratelimit-limit: 1\nset-cookie: evil=1']),
    expected: ['200', ...unavailable],
  },
  'header-nul': { answer: answered(good, ['x-request-id: a\0b']), expected: ['200', ...unavailable] },
  'header-latin': { answer: answered(good, ['x-request-id: caf\xe9', 'x-ratelimit-limit: \xff']), expected: ['200'] },
  'headers-foreign': {
    answer: answered(good, [
      ...[
        'set-cookie: evil=1',
        'set-cookie: more=1',
        'location: http://127.0.0.1/',
        'www-authenticate: Basic',
        'server: evil',
      ],
      ...['access-control-allow-origin: *', 'x-weir-call-id: forged', 'x-weir-cost-usd: 0', 'x-weir-error: forged'],
      ...[
        'openai-organization: org-secret',
        'strict-transport-security: max-age=1',
        'clear-site-data: "*"',
        'alt-svc: h3',
      ],
    ]),
    expected: ['200'],
  },
  'type-html': {
    answer: bytes(`HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n${withLength(good)}\r\n\r\n${good}`),
    expected: ['200'],
  },
  'encoding-gzip': { answer: answered(gzipSync(good), ['content-encoding: gzip']), expected: truncated },
  'encoding-bomb': {
    answer: answered(deflateSync(Buffer.alloc(50_000_000)), ['content-encoding: deflate']),
    expected: truncated,
  },
};

/** Bodies that try the meter and the ledger. */
const bodies: Readonly<Record<string, HostileAnswer>> = {
  'json-deep': { answer: answered('['.repeat(1_000_000) + ']'.repeat(1_000_000)), expected: truncated },
  'json-none': { answer: answered('hello'), expected: truncated },
  'json-null': { answer: answered('null'), expected: truncated },
  'json-proto': {
    answer: answered(good.replace('{', '{"__proto__":{"usage":{"prompt_tokens":1}},')),
    expected: ['200'],
  },
  'usage-huge': { answer: usage({ prompt_tokens: 2 ** 53 - 1, completion_tokens: 2 ** 53 - 1 }), expected: ['200'] },
  'usage-beyond': { answer: usage({ prompt_tokens: 1e300, completion_tokens: 2 ** 53 }), expected: ['200'] },
  'usage-negative': { answer: usage({ prompt_tokens: -5, completion_tokens: -1 }), expected: ['200'] },
  'usage-fractions': { answer: usage({ prompt_tokens: 1.5, completion_tokens: '7' }), expected: ['200'] },
  'usage-nonsense': {
    answer: usage({ prompt_tokens: { a: 1 }, prompt_tokens_details: 'x', completion_tokens: null }),
    expected: ['200'],
  },
  'usage-list': { answer: answered(chatCompletion({ usage: [1, 2, 3] })), expected: ['200'] },
  'model-huge': {
    answer: answered(chatCompletion({ model: 'm'.repeat(5_000_000), id: 'i'.repeat(1_000_000) })),
    expected: ['200'],
  },
  'model-nul': { answer: answered(chatCompletion({ model: 'a\0b\ud800', id: '\0' })), expected: ['200'] },
  'tier-huge': { answer: answered(chatCompletion({ service_tier: 't'.repeat(5_000_000) })), expected: ['200'] },
  'tier-inherited': { answer: answered(chatCompletion({ service_tier: 'constructor' })), expected: ['200'] },
  ...Object.fromEntries(
    ['__proto__', 'constructor', 'toString', 'f'.repeat(1_000_000), 'a\0\ud800'].map((reason, at) => [
      `finish-${at}`,
      {
        answer: answered(chatCompletion({ choices: [{ index: 0, message: { content: 'x' }, finish_reason: reason }] })),
        expected: ['200'],
      },
    ]),
  ),
  'error-huge': { answer: error('e'.repeat(7_000_000)), expected: ['400'] },
  'error-nul': { answer: error('a\0b\ud800c'), expected: ['400'] },
  'error-inherited': {
    answer: answered('{"error":{"code":"__proto__","type":"constructor","message":"x"}}', [], '400 Bad'),
    expected: ['400'],
  },
  'error-nonsense': { answer: answered('{"error":[[[1]]]}', [], '500 Bad'), expected: ['500'] },
  'error-dashes': { answer: error(`${'api key '.repeat(100_000)}${'-'.repeat(500_000)}`), expected: ['400'] },
};

/** Streams. */
const streams: Readonly<Record<string, HostileAnswer>> = Object.fromEntries(
  Object.entries({
    'stream-plain': { answer: events([delta('a'), finish, '[DONE]']), expected: ['200'] },
    'stream-type-case': {
      answer: events([delta('a'), finish, '[DONE]'], ['content-type: Text/Event-Stream']),
      expected: ['200'],
    },
    'stream-nothing': { answer: events([]), expected: truncated },
    'stream-nul': { answer: events([delta('\0\ud800'), '\0\0', finish, '[DONE]']), expected: ['200', ...truncated] },
    'stream-garbage': {
      answer: events(['{', '[[[[', '\xff\xfe', delta('a'), '"x"', 'null', '7', finish, '[DONE]']),
      expected: truncated,
    },
    'stream-deep': {
      answer: events([`{"choices":${'['.repeat(200_000)}`, delta('a'), finish, '[DONE]']),
      expected: truncated,
    },
    'stream-names': {
      answer: last(
        'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\nevent: __proto__\ndata: {"type":"constructor"}\n\ndata: [DONE]\n\n',
      ),
      expected: ['200'],
    },
    'stream-returns': { answer: events([delta('a\r\n\r\nHTTP/1.1 200 OK\r\n\r\n'), '[DONE]']), expected: ['200'] },
    'stream-many': {
      answer: events([...Array.from({ length: 20_000 }, () => delta('a')), finish, '[DONE]']),
      expected: ['200'],
    },
    'stream-error-huge': {
      answer: events([{ error: { message: 'e'.repeat(3_000_000), code: '__proto__' } }]),
      expected: ['200'],
    },
  }).map(([name, each]) => [name, { ...each, stream: true }]),
);

/** Every hostile answer by its name. */
export const hostileAnswers: Readonly<Record<string, HostileAnswer>> = { ...wire, ...heads, ...bodies, ...streams };
