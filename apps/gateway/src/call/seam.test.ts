import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Seam, type SeamMode } from './seam.ts';

function sewn(sent: string, mode: SeamMode, pieces: readonly string[]): string | undefined {
  const seam = new Seam(sent, mode);
  let text = '';
  for (const piece of [...pieces.map((each) => seam.take(each)), seam.end()]) {
    if (piece.kind === 'diverged') return undefined;
    text += piece.text;
  }
  return text;
}

function cut(text: string, at: readonly number[]): readonly string[] {
  const ends = [...new Set(at.map((each) => each % (text.length + 1)))].sort((a, b) => a - b);
  return [...ends, text.length].map((end, index) => text.slice(ends[index - 1] ?? 0, end));
}

describe('the seam of two answers', () => {
  it('leaves out what a whole answer repeats, however it comes in pieces', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(fc.nat()), (sent, rest, at) => {
        fc.pre(sent !== '');
        expect(sewn(sent, 'again', cut(sent + rest, at))).toBe(rest);
      }),
      { seed: 20261128 },
    );
  });

  it('takes no answer that begins otherwise, or ends before it has caught up', () => {
    expect(sewn('The river rises.', 'again', ['The lake', ' rises.'])).toBeUndefined();
    expect(sewn('The river rises.', 'again', ['The river'])).toBeUndefined();
  });

  it('goes on from a prefill, with the white space at its end once', () => {
    expect(sewn('The river ', 'prefill', [' rises', ' in spring.'])).toBe('rises in spring.');
    expect(sewn('The river ', 'prefill', ['rises'])).toBe('rises');
    expect(sewn('The river', 'prefill', [' rises'])).toBe(' rises');
  });

  it('knows a target that begins anew in spite of its prefill', () => {
    expect(sewn('The river', 'prefill', ['The ', 'river rises.'])).toBe(' rises.');
  });

  it('keeps a short continuation that could have been a beginning', () => {
    expect(sewn('The river', 'prefill', ['The'])).toBe('The');
  });
});
