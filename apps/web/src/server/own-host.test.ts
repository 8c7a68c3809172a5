import { describe, expect, it } from 'vitest';
import { isOwnHost } from './own-host.ts';

const local = 'http://127.0.0.1:3000';

describe('an instance for its own machine', () => {
  it.each([undefined, '127.0.0.1:3000', 'localhost:3000', 'weir.localhost', '[::1]:3000', '192.168.1.5', 'LOCALHOST'])(
    'answers to %s',
    (host) => {
      expect(isOwnHost(host, local)).toBe(true);
      expect(isOwnHost(host, 'http://[::1]:3000')).toBe(true);
    },
  );

  it.each(['evil.example', 'evil.example:3000', '127.0.0.1.evil.example', 'localhost.evil.example', 'a b', ''])(
    'does not answer to %j, which may stand for this machine',
    (host) => {
      expect(isOwnHost(host, local)).toBe(false);
      expect(isOwnHost(host, 'http://localhost:3000')).toBe(false);
    },
  );
});

describe('an instance with a name', () => {
  it.each(['weir.example', 'web:3000', '10.0.0.7'])('answers to %s', (host) => {
    expect(isOwnHost(host, 'https://weir.example')).toBe(true);
  });
});
