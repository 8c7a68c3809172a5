import { expect, it } from 'vitest';
import { encodeTokenCount, parseCountTokens } from './count-tokens.ts';

it('reads a conversation without a length limit', () => {
  const request = parseCountTokens({ model: 'm', messages: [{ role: 'user', content: 'hi' }], system: 's' });
  expect(request.turns.map(({ role }) => role)).toEqual(['system', 'user']);
  expect(request.streaming).toBe(false);
});

it('names the field that is wrong', () => {
  expect(() => parseCountTokens({ model: 'm', messages: [{ role: 'user', content: [{ type: 'tetx' }] }] })).toThrow(
    /^messages\.0\.content\.0\.type has a value that is not known here/,
  );
});

it('answers with the count', () => {
  expect(encodeTokenCount(7)).toEqual({ input_tokens: 7 });
});
