import { expect, it } from 'vitest';
import { unfitOf } from './unfit.ts';

const local = 'http://127.0.0.1:3000';

it.each([
  ['/o/acme?x=%E0%A4%A', '127.0.0.1:3000', undefined],
  ['/o/%C3%A9', 'localhost', undefined],
  ['/o/%E0%A4%A', '127.0.0.1:3000', 400],
  ['/', 'evil.example', 421],
])('%s at %s is %s', (url, host, status) => {
  expect(unfitOf(url, host, local)?.status).toBe(status);
});
