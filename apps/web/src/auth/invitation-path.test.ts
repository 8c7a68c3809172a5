import { expect, it } from 'vitest';
import { invitationPath, invitationTokenOf } from './invitation-path.ts';

it('is found again in the URL that signing in leads back to', () => {
  const token = 'a-b_c=d&e';
  expect(invitationTokenOf(invitationPath(token))).toBe(token);
  expect(invitationTokenOf(`https://weir.example${invitationPath(token)}`)).toBe(token);
});

it.each([undefined, '', '/', '/invitation', '/o/x/overview?token=t', 'http://['])('is none in %j', (url) => {
  expect(invitationTokenOf(url)).toBeUndefined();
});
