import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Operation } from '@weir/protocol/operation';

/** A provider that repeats what it is sent, the credential and the prompt, in every way that it can fail. */
export type CanaryUpstream = {
  readonly url: string;
  /** Everything it was sent: heads and bodies. */
  received(): string;
  close(): Promise<void>;
};

type Asked = {
  readonly credential: string;
  readonly body: string;
  readonly answer: string;
  readonly response: ServerResponse;
};

const json = (response: ServerResponse, status: number, body: object) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const sse = (response: ServerResponse, frames: readonly (object | string)[]) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'set-cookie': 'upstream=1' });
  for (const frame of frames) response.write(`data: ${typeof frame === 'string' ? frame : JSON.stringify(frame)}\n\n`);
};
const message = (said: string) => ({ error: { message: said, type: 'invalid_request_error', code: 'bad' } });
/** As vendors do: what was wrong, with what was given. */
const repeated = ({ credential, body }: Asked) => `You sent ${body.slice(0, 400)} with ${credential} as your key.`;
const delta = (content: string) => ({ id: 'c', choices: [{ index: 0, delta: { content } }] });

const cases: Readonly<Record<string, (asked: Asked) => unknown>> = {
  'refused-400': (asked) => json(asked.response, 400, message(repeated(asked))),
  'refused-401': (asked) => json(asked.response, 401, message(repeated(asked))),
  'refused-402': (asked) => json(asked.response, 402, message(repeated(asked))),
  'refused-429': (asked) => json(asked.response, 429, message(repeated(asked))),
  'failed-500': (asked) =>
    asked.response.writeHead(500, { 'content-type': 'text/html' }).end(`<pre>${repeated(asked)}</pre>`),
  'error-inside': (asked) => json(asked.response, 200, message(repeated(asked))),
  'error-in-stream': (asked) => {
    sse(asked.response, [delta(asked.answer), message(`cannot go on with ${asked.body}`)]);
    asked.response.end();
  },
  'cut-stream': ({ response, answer }) => {
    sse(response, [delta(answer)]);
    setTimeout(() => response.destroy(), 50);
  },
  'cut-whole': ({ response, answer }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 10_000 });
    response.write(`{"answer":"${answer}`);
    setTimeout(() => response.destroy(), 50);
  },
  'no-json': ({ response, answer, credential }) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(`${answer} ${credential} {`),
  'no-http': ({ response, answer, credential }) => response.socket?.end(`${answer} ${credential}\r\n\r\n`),
  'bad-head': ({ response, answer, credential }) =>
    response.socket?.end(`HTTP/1.1 200 OK\r\n${credential} ${answer}\r\ncontent-length: x${credential}\r\n\r\n`),
  redirect: ({ response, credential }) =>
    response.writeHead(302, { location: `http://127.0.0.1:9/?key=${credential}` }).end(),
  silence: () => undefined,
};

type Spoken = Extract<Operation, 'chat' | 'responses' | 'embeddings' | 'messages' | 'count_tokens'>;

const bodies: Readonly<Record<Spoken, (answer: string) => object>> = {
  chat: (answer) => ({
    id: 'c',
    model: 'm',
    choices: [{ index: 0, message: { content: answer }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1 },
  }),
  responses: (answer) => ({
    id: 'r',
    model: 'm',
    status: 'completed',
    output: [{ type: 'message', content: [{ type: 'output_text', text: answer }] }],
    usage: { input_tokens: 1, output_tokens: 1 },
  }),
  embeddings: (answer) => ({
    object: 'list',
    model: 'm',
    data: [{ embedding: answer }],
    usage: { prompt_tokens: 1, total_tokens: 1 },
  }),
  messages: (answer) => ({
    id: 'm',
    model: 'm',
    content: [{ type: 'text', text: answer }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 1, output_tokens: 1 },
  }),
  count_tokens: () => ({ input_tokens: 1 }),
};

function operationAt(path: string): Spoken {
  if (path.endsWith('/count_tokens')) return 'count_tokens';
  if (path.endsWith('/messages')) return 'messages';
  if (path.endsWith('/embeddings')) return 'embeddings';
  return path.endsWith('/responses') ? 'responses' : 'chat';
}

function answerTo(path: string, asked: Asked): void {
  const { body, response, answer } = asked;
  const known = cases[/\[\[([\w-]+)\]\]/.exec(body)?.[1] ?? ''];
  if (known !== undefined) known(asked);
  else if (body.includes('"stream":true')) {
    sse(response, [delta(answer), { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }, '[DONE]']);
    response.end();
  } else json(response, 200, bodies[operationAt(path)](answer));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function close(server: Server): Promise<void> {
  return new Promise((settle) => {
    server.close(() => settle());
    server.closeAllConnections();
  });
}

/** Answers with `answer`; a body that names a case, `[[name]]`, with that. `refusedKey` is told so wherever it comes. */
export async function startCanaryUpstream(answer: string, refusedKey: string): Promise<CanaryUpstream> {
  let received = '';
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    received += `${request.method} ${request.url} ${JSON.stringify(request.headers)} ${body}\n`;
    const credential = request.headers.authorization ?? String(request.headers['x-api-key'] ?? '');
    const asked = { credential, body, answer, response };
    if (credential.includes(refusedKey)) json(response, 401, message(repeated(asked)));
    else if (request.url?.endsWith('/models')) json(response, 200, { data: [{ id: 'canary-model' }] });
    else answerTo(request.url ?? '', asked);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, received: () => received, close: () => close(server) };
}
