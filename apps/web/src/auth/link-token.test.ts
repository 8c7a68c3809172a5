import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { linkTokenOf } from './link-token.ts';

const secret = randomBytes(32).toString('base64url');
const pending = Buffer.from(JSON.stringify({ organizationName: 'Übung' })).toString('base64url');

it.each([secret, `${secret}.${pending}`])('takes a whole token', (token) => {
  expect(linkTokenOf(token)).toBe(token);
});

it.each([undefined, '', 'none', secret.slice(0, 40), `${secret}.`, `${secret} `, `${secret}.a b`])(
  'takes none for %j',
  (text) => {
    expect(linkTokenOf(text)).toBeUndefined();
  },
);
