import { describe, expect, it } from 'vitest';
import { clientAddress, networksOf } from './client-address.ts';

const none = networksOf([]);
const proxies = networksOf(['10.0.0.0/8', 'fd00::/8', '192.0.2.7']);

describe('the address of a client', () => {
  it('is the socket’s when no proxy is trusted, whatever the client claims', () => {
    expect(clientAddress('198.51.100.1', '203.0.113.9', none)).toBe('198.51.100.1');
    expect(clientAddress('::ffff:198.51.100.1', undefined, none)).toBe('198.51.100.1');
    expect(clientAddress(undefined, '203.0.113.9', none)).toBe('unknown');
  });

  it('is the last hop before the trusted proxies, not what stands further left', () => {
    expect(clientAddress('10.1.1.1', '6.6.6.6, 203.0.113.9', proxies)).toBe('203.0.113.9');
    expect(clientAddress('fd00::1', '6.6.6.6, 203.0.113.9, 192.0.2.7', proxies)).toBe('203.0.113.9');
    expect(clientAddress('10.1.1.1', '203.0.113.9, 10.2.2.2', proxies)).toBe('203.0.113.9');
  });

  it('is the proxy’s own where it says nothing sound', () => {
    expect(clientAddress('10.1.1.1', undefined, proxies)).toBe('10.1.1.1');
    expect(clientAddress('10.1.1.1', 'nonsense', proxies)).toBe('10.1.1.1');
  });

  it('refuses a range that is none', () => {
    expect(() => networksOf(['example.org'])).toThrow('example.org');
  });
});
