import type { IncomingMessage, ServerResponse } from 'node:http';
import { WeirError } from '@weir/protocol/errors';

/** Thrown where the client left before its request was read. */
export class ClientGone extends Error {
  constructor() {
    super('the client left');
    this.name = 'ClientGone';
  }
}

/** An unread body up to this size is let in and dropped, so that its connection can be used again. */
const dropBytesMax = 65_536;
/** Up to this size a body leaves as text of one byte a character: joined to its head it is one write, not two. */
const joinBytesMax = 65_536;
/** Ends a chunked body (RFC 9112, 7.1). */
const lastChunk = '0\r\n\r\n';
/** How long a refused upload is read on, so that its sender gets to see the answer. */
const lingerMs = 2_000;

/** One HTTP request and the way to answer it. Headers to send are flat arrays: name, value, name, value. */
export class Exchange {
  readonly method: string;
  readonly path: string;
  /** Without the question mark; empty where there is none. */
  readonly query: string;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  #awaitsContinue: boolean;
  #bodyRead = false;
  #chunked = false;
  readonly #goneListeners = new Set<() => void>();

  constructor(request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean) {
    this.#request = request;
    this.#response = response;
    this.#awaitsContinue = awaitsContinue;
    this.method = request.method ?? 'GET';
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    this.path = mark === -1 ? url : url.slice(0, mark);
    this.query = mark === -1 ? '' : url.slice(mark + 1);
  }

  /** Told by the server that the connection is done with this exchange. */
  closed(): void {
    if (this.#response.writableFinished) return;
    for (const listener of this.#goneListeners) listener();
  }

  /** A request header by its lower-case name. Repeated ones come joined with a comma. */
  header(name: string): string | undefined {
    const value = this.#request.headers[name];
    return typeof value === 'string' ? value : value?.join(', ');
  }

  /** True once the client cannot be answered any more. */
  get gone(): boolean {
    return this.#response.destroyed || this.#response.closed;
  }

  /** True once an answer has begun. */
  get answering(): boolean {
    return this.#response.headersSent;
  }

  /** The whole body, never holding more than `bytesMax`. Throws body_too_large, or ClientGone when it ends early. */
  readBody(bytesMax: number): Promise<Buffer> {
    if (Number(this.header('content-length') ?? 0) > bytesMax) throw tooLarge(bytesMax);
    if (this.#awaitsContinue) this.#response.writeContinue();
    this.#awaitsContinue = false;
    const request = this.#request;
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const forget = this.onGone(() => reject(new ClientGone()));
      request.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= bytesMax) chunks.push(chunk);
        else if (size - chunk.length <= bytesMax) {
          chunks.length = 0;
          reject(tooLarge(bytesMax));
        }
      });
      request.on('end', () => {
        this.#bodyRead = true;
        forget();
        const [only] = chunks;
        resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
      });
    });
  }

  /** Answers in full. */
  send(status: number, headers: string[], content: Buffer | string): void {
    const response = this.#response;
    if (response.destroyed) return;
    const body = typeof content === 'string' ? Buffer.from(content) : content;
    headers.push('content-length', String(body.length));
    if (this.#uploads()) {
      response.shouldKeepAlive = false;
      response.writeHead(status, headers).write(body);
      this.#linger();
    } else if (body.length > joinBytesMax) response.writeHead(status, headers).end(body);
    else response.writeHead(status, headers).end(body.toString('latin1'), 'latin1');
  }

  /** Begins an answer of unknown length; it leaves with the first write. */
  begin(status: number, headers: string[]): void {
    const response = this.#response;
    response.writeHead(status, headers);
    // Its head is made by now. Node would write each chunk in three pieces, which costs more than the chunk itself.
    this.#chunked = response.chunkedEncoding;
    response.chunkedEncoding = false;
  }

  /** False when the client is behind: wait for `onDrain`. */
  write(chunk: Buffer): boolean {
    return chunk.length === 0 || this.#response.write(this.#chunked ? asChunk(chunk, '') : chunk);
  }

  end(last?: Buffer): void {
    const response = this.#response;
    if (last === undefined || last.length === 0) response.end(this.#chunked ? lastChunk : undefined, 'latin1');
    else response.end(this.#chunked ? asChunk(last, lastChunk) : last);
  }

  /** Cuts the connection: what was begun can not be taken for a whole answer. */
  cut(): void {
    this.#response.destroy();
  }

  /** `listener` is told when the connection ends before the answer does. Gives what takes it off again. */
  onGone(listener: () => void): () => void {
    this.#goneListeners.add(listener);
    return () => {
      this.#goneListeners.delete(listener);
    };
  }

  onDrain(listener: () => void): void {
    this.#response.on('drain', listener);
  }

  /** A body is under way that nobody will read, and it is too long to let in. */
  #uploads(): boolean {
    const request = this.#request;
    if (this.#bodyRead || request.complete) return false;
    const announced = this.header('content-length');
    if (announced !== undefined) return Number(announced) > dropBytesMax;
    return this.header('transfer-encoding') !== undefined;
  }

  #linger(): void {
    const finish = () => {
      clearTimeout(timer);
      this.#response.end();
    };
    const timer = setTimeout(finish, lingerMs);
    this.#request.once('close', finish).once('end', finish).resume();
  }
}

/** One chunk of a chunked body, and what follows it, in one piece. */
function asChunk(data: Buffer, rest: string): Buffer {
  const size = data.length.toString(16);
  const start = size.length + 2;
  const framed = Buffer.allocUnsafe(start + data.length + 2 + rest.length);
  framed.write(`${size}\r\n`, 0, 'latin1');
  framed.set(data, start);
  framed.write(`\r\n${rest}`, start + data.length, 'latin1');
  return framed;
}

function tooLarge(bytesMax: number): WeirError {
  return new WeirError('body_too_large', `The request body is larger than the limit of ${bytesMax} bytes.`);
}
