import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastFrameEnd } from './frame-end.ts';

describe('lastFrameEnd', () => {
  it.each(['\n\n', '\r\n\r\n', '\r\r'])('finds the end of the last whole event behind %j', (blank) => {
    const chunk = Buffer.from(`data: 1${blank}data: 2${blank}data: 3`);
    expect(lastFrameEnd(chunk, [])).toBe(chunk.length - 'data: 3'.length);
  });

  it('gives 0 where no event ends', () => {
    expect(lastFrameEnd(Buffer.from('data: 1\n'), [])).toBe(0);
    expect(lastFrameEnd(Buffer.from('\ndata: 2'), [Buffer.from('data: 1')])).toBe(0);
  });

  it.each(['\n\n', '\r\n\r\n', '\r\r'])('lets every event out, however %j is cut', (blank) => {
    const stream = Buffer.from(`data: 1${blank}data: 2${blank}`);
    const cuts = fc.array(fc.integer({ min: 1, max: stream.length - 1 }), { maxLength: stream.length });
    fc.assert(
      fc.property(cuts, (places) => {
        const borders = [0, ...new Set(places.toSorted((a, b) => a - b)), stream.length];
        let open: Buffer[] = [];
        for (const [index, border] of borders.slice(1).entries()) {
          const chunk = stream.subarray(borders[index], border);
          const end = lastFrameEnd(chunk, open);
          open = end === 0 ? [...open, chunk] : [chunk.subarray(end)];
        }
        expect(Buffer.concat(open).toString().replace('\n', '')).toBe('');
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
