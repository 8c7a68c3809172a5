import { describe, expect, it } from 'vitest';
import { mailParts } from './mail-text.ts';

const origin = 'http://127.0.0.1:3000';
const linksOf = (text: string) => mailParts(text, origin).flatMap(({ href }) => (href === undefined ? [] : [href]));

describe('the text of a mail', () => {
  it('links to pages of this instance, without the punctuation behind them', () => {
    const text = `Open this link:\n${origin}/verify?token=a_b-c.\n\nOr go to ${origin}/sign-in, please.`;
    expect(linksOf(text)).toEqual(['/verify?token=a_b-c', '/sign-in']);
    expect(
      mailParts(text, origin)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });

  it.each([
    'https://evil.example/verify',
    'http://127.0.0.1:3000.evil.example/',
    'http://127.0.0.1:3000@evil.example/',
    'javascript:alert(1)',
    'http://127.0.0.1:4000/',
  ])('never links to %s', (url) => {
    expect(linksOf(`See ${url} now`)).toEqual([]);
  });
});
