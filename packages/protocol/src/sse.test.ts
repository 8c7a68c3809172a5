import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrame, FrameSplitter } from './sse.ts';
import type { SseFrame } from './sse-frame.ts';

const seed = 20_261_123;

function read(chunks: readonly Buffer[]): SseFrame[] {
  const splitter = new FrameSplitter();
  const frames = chunks.flatMap((chunk) => [...splitter.push(chunk)]);
  return [...frames, ...splitter.end()];
}

function readText(text: string): SseFrame[] {
  return read([Buffer.from(text)]);
}

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const borders = [0, ...[...at].sort((a, b) => a - b), bytes.length];
  return borders.slice(1).map((end, index) => bytes.subarray(borders[index] ?? 0, end));
}

const text = fc.string({ unit: fc.constantFrom('a', ' ', ':', '"', 'é', '漢', '🌊', 'data:', '{', '}') });
const frame = fc.record({
  event: fc.option(
    text.filter((name) => name.trim() === name && name !== ''),
    { nil: undefined },
  ),
  data: fc.array(
    text.map((line) => line.trimStart()),
    { minLength: 1, maxLength: 3 },
  ),
  comment: fc.boolean(),
});
const stream = fc.record({ frames: fc.array(frame, { maxLength: 6 }), ending: fc.constantFrom('\n', '\r\n', '\r') });

function encode({
  frames,
  ending,
}: {
  frames: { event: string | undefined; data: string[]; comment: boolean }[];
  ending: string;
}) {
  const lines = frames.flatMap(({ event, data, comment }) => [
    ...(comment ? [': ping', ''] : []),
    ...(event === undefined ? [] : [`event: ${event}`]),
    ...data.map((line) => `data: ${line}`),
    '',
  ]);
  return Buffer.from(lines.map((line) => `${line}${ending}`).join(''));
}

describe('FrameSplitter', () => {
  it('gives the events of a stream cut anywhere, with any line end', () => {
    const cuts = fc.array(fc.nat(400), { maxLength: 12 });
    fc.assert(
      fc.property(stream, cuts, (source, at) => {
        const bytes = encode(source);
        const expected = source.frames.map(({ event, data }) => ({ event, data: data.join('\n') }));
        expect(read([bytes])).toEqual(expected);
        expect(
          read(
            cut(
              bytes,
              at.map((index) => Math.min(index, bytes.length)),
            ),
          ),
        ).toEqual(expected);
        expect(read([...bytes].map((byte) => Buffer.from([byte])))).toEqual(expected);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('reads back what encodeFrame writes', () => {
    expect(read([encodeFrame('message_stop', '{}'), encodeFrame(undefined, '[DONE]')])).toEqual([
      { event: 'message_stop', data: '{}' },
      { event: undefined, data: '[DONE]' },
    ]);
  });

  it('passes over comments, unknown fields, nameless events and a byte order mark', () => {
    expect(readText('\uFEFF: hello\n\nid: 7\nretry: 10\n\nevent:\ndata:x\n\nevent: lonely\n\n')).toEqual([
      { event: undefined, data: 'x' },
    ]);
  });

  it('takes the one leading space off a value, not two, and keeps an empty data line', () => {
    expect(readText('data:  two\n\ndata\n\n')).toEqual([
      { event: undefined, data: ' two' },
      { event: undefined, data: '' },
    ]);
  });

  it('gives the last event of a stream that ends without its blank line', () => {
    expect(readText('data: a\n\ndata: [DONE]')).toEqual([
      { event: undefined, data: 'a' },
      { event: undefined, data: '[DONE]' },
    ]);
  });

  it('skips a frame beyond its size limit and goes on with the next', () => {
    const splitter = new FrameSplitter();
    const block = Buffer.alloc(16 * 1024 * 1024, 'x');
    splitter.push(Buffer.from('data: '));
    for (let index = 0; index < 5; index++) expect(splitter.push(block)).toEqual([]);
    expect(splitter.push(Buffer.from('\n\ndata: next\n\n'))).toEqual([{ event: undefined, data: 'next' }]);
  });
});
