import { expect, it } from 'vitest';
import { checkRetention } from './retention-rules.ts';

it.each(['0', '1', ' 30 ', '365'])('%j days is a time to keep answers for', (text) => {
  expect(checkRetention(text)).toBe(true);
});

it.each(['', ' ', '-1', '1.5', '366', '1e2', '0x10', 'a month'])('%j is not, and it says what is', (text) => {
  expect(checkRetention(text)).toBe('Enter whole days from 0 to 365.');
});
