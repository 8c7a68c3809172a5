import { expect, it } from 'vitest';
import { openWords, sealWords } from './sealed-words.ts';

const words = 'Sign-up is closed on this instance: ask its operator.';
const given = (fields: URLSearchParams) => ({
  refused: fields.get('refused') ?? undefined,
  seal: fields.get('seal') ?? undefined,
});

it('shows words that were sealed here', () => {
  expect(openWords('secret', given(sealWords('secret', words)))).toBe(words);
});

it('shows no words of anybody else', () => {
  const { seal } = given(sealWords('secret', words));
  expect(openWords('secret', { refused: 'Call this number.', seal })).toBeUndefined();
  expect(openWords('secret', { refused: words })).toBeUndefined();
  expect(openWords('secret', { refused: words, seal: '' })).toBeUndefined();
  expect(openWords('secret', given(sealWords('another secret', words)))).toBeUndefined();
});
