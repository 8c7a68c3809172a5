import { crc32 as systemCrc32 } from 'node:zlib';
import { readTraffic } from '@weir/testing/reference';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsFrameError, AwsFrameSplitter, exceptionOf, unwrapBytes } from './aws-frames.ts';
import { crc32 } from './crc32.ts';
import type { SseFrame } from './sse-frame.ts';

const seed = 20_261_128;

/** A text header; those of other types stand in `more`, ready to be sent. */
function header(name: string, text: string): Buffer {
  const value = Buffer.from(text);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(value.length);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([7]), length, value]);
}

function message(headers: Readonly<Record<string, string>>, payload: string, more = Buffer.alloc(0)): Buffer {
  const head = Buffer.concat([...Object.entries(headers).map(([name, text]) => header(name, text)), more]);
  const body = Buffer.from(payload);
  const bytes = Buffer.alloc(16 + head.length + body.length);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(head.length, 4);
  bytes.writeUInt32BE(systemCrc32(bytes.subarray(0, 8)), 8);
  head.copy(bytes, 12);
  body.copy(bytes, 12 + head.length);
  bytes.writeUInt32BE(systemCrc32(bytes.subarray(0, bytes.length - 4)), bytes.length - 4);
  return bytes;
}

const event = (type: string, payload: string): Buffer =>
  message({ ':message-type': 'event', ':event-type': type, ':content-type': 'application/json' }, payload);

function read(chunks: readonly Buffer[]): SseFrame[] {
  const splitter = new AwsFrameSplitter();
  const frames = chunks.flatMap((chunk) => [...splitter.push(chunk)]);
  return [...frames, ...splitter.end()];
}

const cut = (bytes: Buffer, at: readonly number[]): Buffer[] => {
  const borders = [0, ...[...at].sort((a, b) => a - b), bytes.length];
  return borders.slice(1).map((end, index) => bytes.subarray(borders[index] ?? 0, end));
};

describe('a checksum', () => {
  it("is the system's", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
        expect(crc32(one)).toBe(systemCrc32(one));
        expect(crc32(other, crc32(one))).toBe(systemCrc32(Buffer.concat([one, other])));
      }),
      { seed },
    );
  });
});

describe('an AWS event stream', () => {
  it('is read as it was written, wherever the network cut it', () => {
    const frames = fc.array(fc.record({ event: fc.constantFrom('messageStart', 'chunk'), data: fc.string() }), {
      maxLength: 5,
    });
    const cuts = fc.array(fc.nat(4_000), { maxLength: 12 });
    fc.assert(
      fc.property(frames, cuts, (written, at) => {
        const bytes = Buffer.concat(written.map((frame) => event(frame.event, frame.data)));
        const within = at.map((border) => Math.min(border, bytes.length));
        expect(read(cut(bytes, within))).toEqual(written);
      }),
      { seed },
    );
  });

  it('is read byte by byte', () => {
    const bytes = Buffer.concat([event('contentBlockDelta', '{"a":"漢🌊"}'), event('metadata', '{}')]);
    expect(read(Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual([
      { event: 'contentBlockDelta', data: '{"a":"漢🌊"}' },
      { event: 'metadata', data: '{}' },
    ]);
  });

  it("takes Amazon's smallest message", () => {
    expect(read([Buffer.from('000000100000000005c248eb7d98c8ff', 'hex')])).toEqual([{ event: undefined, data: '' }]);
  });

  it('passes over headers of every other type', () => {
    const types = [
      [0],
      [1],
      [2, 9],
      [3, 0, 1],
      [4, 0, 0, 0, 1],
      [5, 0, 0, 0, 0, 0, 0, 0, 1],
      [6, 0, 2, 1, 2],
      [8, 0, 0, 0, 0, 0, 0, 0, 1],
      [9, ...Array.from({ length: 16 }, () => 7)],
    ];
    const more = Buffer.from([...types.flatMap((value) => [1, 0x78, ...value]), ...header(':event-type', 'last')]);
    expect(read([message({}, '{}', more)])).toEqual([{ event: 'last', data: '{}' }]);
  });

  it('tells an exception and an error from an event', () => {
    const exception = message(
      { ':message-type': 'exception', ':exception-type': 'throttlingException' },
      '{"message":1}',
    );
    const error = message({ ':message-type': 'error', ':error-code': 'Internal', ':error-message': 'it broke' }, '');
    const frames = read([exception, error]);
    expect(frames).toEqual([
      { event: 'exception:throttlingException', data: '{"message":1}' },
      { event: 'exception:Internal', data: '{"message":"it broke"}' },
    ]);
    expect(frames.map((frame) => exceptionOf(frame.event))).toEqual(['throttlingException', 'Internal']);
    expect(exceptionOf('messageStop')).toBeUndefined();
  });

  it('that stops within a message ends with an error, wherever that is', () => {
    const bytes = event('messageStop', '{"stopReason":"end_turn"}');
    for (let length = 1; length < bytes.length; length++) {
      expect(read([bytes.subarray(0, length)]).map((frame) => exceptionOf(frame.event))).toEqual(['truncated']);
    }
  });

  it('is refused when any byte of it was changed', () => {
    const bytes = event('messageStop', '{"stopReason":"end_turn"}');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((bytes[at] ?? 0) ^ 0x10, at);
      expect(() => new AwsFrameSplitter().push(changed), `byte ${at}`).toThrow(AwsFrameError);
    }
  });

  it.each([
    ['a message too large', 0x7fff_ffff, 0],
    ['a message too small', 15, 0],
    ['headers longer than their message', 40, 30],
  ])('is refused for %s', (_what, total, headers) => {
    const head = Buffer.alloc(12);
    head.writeUInt32BE(total, 0);
    head.writeUInt32BE(headers, 4);
    head.writeUInt32BE(systemCrc32(head.subarray(0, 8)), 8);
    expect(() => new AwsFrameSplitter().push(head)).toThrow(AwsFrameError);
  });

  it.each([
    ['a name beyond the headers', [200, 0x78, 0]],
    ['a value beyond the headers', [1, 0x78, 7, 0xff, 0xff, 0x78]],
    ['an unknown type', [1, 0x78, 10]],
    ['no room for a length', [1, 0x78, 7]],
  ])('is refused for a header with %s', (_what, bytes) => {
    expect(() => new AwsFrameSplitter().push(message({}, '', Buffer.from(bytes)))).toThrow(AwsFrameError);
  });
});

describe('a frame of invoke-with-response-stream', () => {
  it('gives what the vendor of the model sent', () => {
    const inner = '{"type":"message_start","text":"漢"}';
    const data = JSON.stringify({ bytes: Buffer.from(inner).toString('base64'), p: 'abc' });
    expect(unwrapBytes({ event: 'chunk', data })).toEqual({ event: undefined, data: inner });
  });

  it.each([
    { event: 'chunk', data: '{"bytes":1}' },
    { event: 'chunk', data: 'null' },
    { event: 'chunk', data: 'no JSON' },
    { event: 'exception:validationException', data: '{"bytes":"e30="}' },
  ])('stays as it is when it holds none: %j', (frame) => {
    expect(unwrapBytes(frame)).toEqual(frame);
  });
});

describe('recorded event streams', () => {
  const streams = readTraffic('that recorded AWS event streams are read', (one) => one.response_format === 'aws');

  it('are read whole, and nothing differs when they are cut anew', () => {
    let chunks = 0;
    for (const { response_body, id } of streams) {
      const bytes = Buffer.from(response_body, 'base64');
      const whole = read([bytes]);
      expect(
        whole.filter(({ event: name }) => name === undefined || exceptionOf(name) !== undefined),
        id,
      ).toEqual([]);
      expect(
        read(Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(at * 7, at * 7 + 7))),
      ).toEqual(whole);
      for (const frame of whole) {
        expect(() => JSON.parse(unwrapBytes(frame).data)).not.toThrow();
        if (frame.event === 'chunk') chunks += 1;
      }
    }
    expect(chunks > 0).toBe(streams.length > 0);
  });
});
