import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageChunkFilter } from './usage-chunk-filter.ts';

const seed = 20_261_123;
const content = 'data: {"choices":[{"index":0,"delta":{"content":"\\"usage\\":{}"}}],"usage":null}';
const finish = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}';
const promptFilter = 'data: {"choices":[],"prompt_filter_results":[],"usage":null}';
const usage = 'data: {"id":"x","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}';
const spacedUsage = 'data: {"choices": [ ], "usage": {"prompt_tokens": 3}}';
const usageBesideChoices = 'data: {"choices":[{"index":0,"finish_reason":"stop"}],"usage":{"prompt_tokens":3}}';
const done = 'data: [DONE]';

function filter(chunks: readonly Buffer[]): { out: Buffer[]; removed: number } {
  const filtering = new UsageChunkFilter();
  const out = chunks.flatMap((chunk) => [...filtering.push(chunk)]);
  return { out: [...out, ...filtering.end()], removed: filtering.removed };
}

function frames(lines: readonly string[], ending: string): Buffer {
  return Buffer.from(lines.map((line) => `${line}${ending}${ending}`).join(''));
}

describe('UsageChunkFilter', () => {
  it('takes out exactly the usage chunk, however the stream is cut and its lines end', () => {
    const line = fc.constantFrom('', content, finish, promptFilter, usageBesideChoices, ': ping', usage, spacedUsage);
    const isUsage = (text: string): boolean => text === usage || text === spacedUsage;
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(600), { maxLength: 8 }),
        (lines, ending, cuts) => {
          const all = [...lines, done];
          const bytes = frames(all, ending);
          const expected = frames(
            all.filter((text) => !isUsage(text)),
            ending,
          );
          const borders = [0, ...cuts.map((at) => Math.min(at, bytes.length)).sort((a, b) => a - b), bytes.length];
          const chunks = borders.slice(1).map((end, index) => bytes.subarray(borders[index] ?? 0, end));
          for (const input of [[bytes], chunks, [...bytes].map((byte) => Buffer.from([byte]))]) {
            const { out, removed } = filter(input);
            expect(Buffer.concat(out)).toEqual(expected);
            expect(removed).toBe(all.filter(isUsage).length);
          }
        },
      ),
      { seed, numRuns: 300 },
    );
  });

  it('passes chunks of whole frames as the very buffers that came', () => {
    const chunks = [content, content, finish, usage, done].map((line) => Buffer.from(`${line}\n\n`));
    const { out } = filter(chunks);
    expect(out).toEqual([chunks[0], chunks[1], chunks[2], chunks[4]]);
    expect(out[0]).toBe(chunks[0]);
  });

  it('lets a frame that cannot be the usage chunk pass before it is complete', () => {
    const filtering = new UsageChunkFilter();
    const [head, tail] = [Buffer.from('data: {"choices":[{"delta":{"content":"Hel'), Buffer.from('lo"}}]}\n\n')];
    expect(filtering.push(head)).toEqual([head]);
    expect(filtering.push(tail)).toEqual([tail]);
  });

  it('keeps the cuts of a frame that had to wait', () => {
    const pieces = ['data: {"cho', 'ices":[', ']}\n\n'].map((text) => Buffer.from(text));
    const filtering = new UsageChunkFilter();
    expect(pieces.map((piece) => filtering.push(piece))).toEqual([[], [], pieces]);
  });

  it('gives back a held part when the stream is cut', () => {
    const part = Buffer.from(usage.slice(0, 40));
    expect(filter([part])).toEqual({ out: [part], removed: 0 });
  });

  it('holds no more than a usage chunk can be long', () => {
    const filtering = new UsageChunkFilter();
    expect(filtering.push(Buffer.from('data: '))).toEqual([]);
    expect(filtering.push(Buffer.alloc(70_000, 'x'))).toHaveLength(2);
  });

  it('leaves a frame alone that is not JSON', () => {
    const bytes = Buffer.from('data: "usage" and no more\n\n');
    expect(filter([bytes]).out).toEqual([bytes]);
  });
});
