import { describe, expect, it } from 'vitest';
import { csvLine, numberCell, textCell } from './csv.ts';

describe('a cell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])('of text %j is no formula', (text) => {
    expect(textCell(text)).toBe(`'${text}`);
  });

  it('of text stands as it is otherwise, and empty for none', () => {
    expect(['groq/llama', "it's", '', null].map(textCell)).toEqual(['groq/llama', "it's", '', '']);
  });

  it('of a number keeps every digit and its sign', () => {
    expect(['-0.000000000001', 12, null].map(numberCell)).toEqual(['-0.000000000001', '12', '']);
  });
});

describe('a line', () => {
  it('quotes what RFC 4180 wants quoted, and nothing else', () => {
    expect(csvLine(['a', 'b,c', 'say "so"', 'two\nlines', ''])).toBe('a,"b,c","say ""so""","two\nlines",\r\n');
  });
});
