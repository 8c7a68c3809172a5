import { crc32 } from 'node:zlib';

function header(name: string, text: string): Buffer {
  const value = Buffer.from(text);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(value.length);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([7]), length, value]);
}

/**
 * One message of an AWS event stream with text headers. Source: https://smithy.io/2.0/aws/amazon-eventstream.html.
 */
export function awsMessage(headers: Readonly<Record<string, string>>, payload: string): Buffer {
  const head = Buffer.concat(Object.entries(headers).map(([name, text]) => header(name, text)));
  const body = Buffer.from(payload);
  const bytes = Buffer.alloc(16 + head.length + body.length);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(head.length, 4);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 8)), 8);
  head.copy(bytes, 12);
  body.copy(bytes, 12 + head.length);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, bytes.length - 4)), bytes.length - 4);
  return bytes;
}

/** An event under its name. */
export function awsEvent(type: string, payload: string): Buffer {
  return awsMessage({ ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' }, payload);
}

/** An error that ends a stream. */
export function awsException(type: string, payload: string): Buffer {
  const headers = { ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' };
  return awsMessage(headers, payload);
}
