import { crc32 } from './crc32.ts';
import type { SseFrame } from './sse-frame.ts';

const preludeBytes = 12;
const crcBytes = 4;
const messageBytesMin = preludeBytes + crcBytes;
/** Vendors send a few kilobytes; Amazon's own decoders refuse more than 16 MiB of payload and 128 KiB of headers. */
const messageBytesMax = 16 * 1024 * 1024 + 128 * 1024 + messageBytesMin;

/** What precedes the name of an event that ends a stream with an error. */
const exceptionPrefix = 'exception:';

/** Bytes that are no event stream: nothing behind them can be read. */
export class AwsFrameError extends Error {
  constructor(reason: string) {
    super(`The event stream of the upstream is damaged: ${reason}.`);
    this.name = 'AwsFrameError';
  }
}

/** Bytes of a header's value by its type; a byte array and a string carry their own length. */
const fixedValueBytes: readonly (number | undefined)[] = [0, 0, 1, 2, 4, 8, undefined, undefined, 8, 16];
const stringType = 7;

type Header = { readonly name: string; readonly text: string | undefined; readonly end: number };

function readHeader(bytes: Buffer, start: number): Header {
  const nameEnd = start + 1 + bytes.readUInt8(start);
  const name = bytes.toString('utf8', start + 1, nameEnd);
  const type = bytes.readUInt8(nameEnd);
  if (type >= fixedValueBytes.length) throw new AwsFrameError(`a header of the unknown type ${type}`);
  const fixed = fixedValueBytes[type];
  const valueStart = nameEnd + 1 + (fixed === undefined ? 2 : 0);
  const end = valueStart + (fixed ?? bytes.readUInt16BE(nameEnd + 1));
  if (end > bytes.length) throw new AwsFrameError('a header longer than all of them');
  return { name, text: type === stringType ? bytes.toString('utf8', valueStart, end) : undefined, end };
}

function readHeaders(bytes: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  try {
    for (let at = 0; at < bytes.length; ) {
      const { name, text, end } = readHeader(bytes, at);
      if (text !== undefined) headers.set(name, text);
      at = end;
    }
  } catch (error) {
    if (error instanceof RangeError) throw new AwsFrameError('a header longer than all of them');
    throw error;
  }
  return headers;
}

function toFrame(headers: ReadonlyMap<string, string>, payload: Buffer): SseFrame {
  const errorCode = headers.get(':error-code');
  const exception = headers.get(':exception-type') ?? errorCode;
  const data = payload.toString('utf8');
  if (exception === undefined) return { event: headers.get(':event-type'), data };
  // An error of the protocol itself has no payload, its words stand in a header.
  const said = errorCode === undefined ? data : JSON.stringify({ message: headers.get(':error-message') ?? errorCode });
  return { event: `${exceptionPrefix}${exception}`, data: said };
}

/** The length of the message at the start of `bytes`; undefined while its prelude is not whole. */
function messageLength(bytes: Buffer): number | undefined {
  if (bytes.length < preludeBytes) return undefined;
  const total = bytes.readUInt32BE(0);
  if (bytes.readUInt32BE(8) !== crc32(bytes.subarray(0, 8))) throw new AwsFrameError('the checksum of a head is wrong');
  if (total < messageBytesMin || total > messageBytesMax) throw new AwsFrameError(`a message of ${total} bytes`);
  if (bytes.readUInt32BE(4) > total - messageBytesMin) throw new AwsFrameError('headers longer than their message');
  return total;
}

function readMessage(bytes: Buffer): SseFrame {
  const end = bytes.length - crcBytes;
  if (bytes.readUInt32BE(end) !== crc32(bytes.subarray(0, end))) {
    throw new AwsFrameError('the checksum of a message is wrong');
  }
  const payloadStart = preludeBytes + bytes.readUInt32BE(4);
  return toFrame(readHeaders(bytes.subarray(preludeBytes, payloadStart)), bytes.subarray(payloadStart, end));
}

/**
 * Splits AWS's binary event stream (`application/vnd.amazon.eventstream`) into frames, however the network cut it. `event`
 * is the event's type, or `exception:` and the type of an error; `data` the payload's text. Both checksums are checked.
 * Source: https://smithy.io/2.0/aws/amazon-eventstream.html.
 */
export class AwsFrameSplitter {
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** How many bytes the message under way has; undefined until its prelude is whole. */
  #wanted: number | undefined;

  /** The frames that this chunk completes. Throws AwsFrameError when the bytes are damaged; then the stream is over. */
  push(chunk: Buffer): readonly SseFrame[] {
    this.#held.push(chunk);
    this.#heldBytes += chunk.length;
    if (this.#heldBytes < (this.#wanted ?? preludeBytes)) return [];
    return this.#drain(this.#held.length === 1 ? chunk : Buffer.concat(this.#held));
  }

  /** The error of a stream that stopped within a message: without it, the cut might look like an end. */
  end(): readonly SseFrame[] {
    if (this.#heldBytes === 0) return [];
    this.#hold(Buffer.alloc(0));
    return [{ event: `${exceptionPrefix}truncated`, data: '{"message":"The event stream stopped within a message."}' }];
  }

  #drain(bytes: Buffer): readonly SseFrame[] {
    const frames: SseFrame[] = [];
    let rest = bytes;
    for (;;) {
      this.#wanted = messageLength(rest);
      if (this.#wanted === undefined || rest.length < this.#wanted) break;
      frames.push(readMessage(rest.subarray(0, this.#wanted)));
      rest = rest.subarray(this.#wanted);
    }
    this.#hold(rest);
    return frames;
  }

  #hold(rest: Buffer): void {
    this.#held = rest.length === 0 ? [] : [rest];
    this.#heldBytes = rest.length;
    if (rest.length === 0) this.#wanted = undefined;
  }
}

/** The type of the error that a frame of an AwsFrameSplitter tells of; undefined for any other event. */
export function exceptionOf(event: string | undefined): string | undefined {
  return event?.startsWith(exceptionPrefix) ? event.slice(exceptionPrefix.length) : undefined;
}

function bytesIn(data: string): string | undefined {
  try {
    const payload: unknown = JSON.parse(data);
    if (typeof payload !== 'object' || payload === null || !('bytes' in payload)) return undefined;
    return typeof payload.bytes === 'string' ? payload.bytes : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A frame of Bedrock's invoke-with-response-stream as the model's vendor sent it: `{"bytes": base64}` becomes the text
 * inside, under no event name; every other frame stays as it is.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_PayloadPart.html.
 */
export function unwrapBytes(frame: SseFrame): SseFrame {
  const bytes = frame.event === 'chunk' ? bytesIn(frame.data) : undefined;
  return bytes === undefined ? frame : { event: undefined, data: Buffer.from(bytes, 'base64').toString('utf8') };
}
