import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAddressGuard, refusalOf } from './address-guard.ts';

/** Addresses that no setting opens. */
const neverAllowed = [
  ['169.254.169.254', 'link-local'],
  ['169.254.170.2', 'link-local'],
  ['169.254.0.23', 'link-local'],
  ['100.100.100.200', 'cloud metadata'],
  ['168.63.129.16', 'cloud metadata'],
  ['192.0.0.192', 'cloud metadata'],
  ['fd00:ec2::254', 'cloud metadata'],
  ['fd00:0ec2:0:0::0254', 'cloud metadata'],
  ['fd20:ce::254', 'cloud metadata'],
  ['fe80::1', 'link-local'],
  ['0.0.0.0', 'unspecified'],
  ['0.1.2.3', 'unspecified'],
  ['::', 'unspecified'],
  ['255.255.255.255', 'broadcast'],
  ['224.0.0.1', 'multicast'],
  ['ff02::1', 'multicast'],
  ['::ffff:127.0.0.1', 'IPv4-mapped'],
  ['::ffff:8.8.8.8', 'IPv4-mapped'],
  ['::ffff:a9fe:a9fe', 'IPv4-mapped'],
  ['::7f00:1', 'IPv4-compatible'],
  ['::127.0.0.1', 'IPv4-'],
  ['::8.8.8.8', 'IPv4-'],
  ['::ffff:0:7f00:1', 'IPv4-translated'],
  ['2002:7f00:1::1', '6to4'],
  ['2002:a9fe:a9fe::', '6to4'],
  ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'Teredo'],
  ['fec0::1', 'special range'],
  ['100::1', 'special range'],
  ['4000::1', 'outside the global unicast range'],
  ['localhost', 'not an IP address'],
  ['', 'not an IP address'],
] as const;

/** Addresses that pass only when their range is listed. */
const openable = [
  ['127.0.0.1', 'loopback', '127.0.0.0/8'],
  ['127.255.255.254', 'loopback', '127.0.0.0/8'],
  ['::1', 'loopback', '::1'],
  ['10.0.0.1', 'private', '10.0.0.0/8'],
  ['172.16.0.1', 'private', '172.16.0.0/12'],
  ['172.31.255.255', 'private', '172.16.0.0/12'],
  ['192.168.1.1', 'private', '192.168.1.1'],
  ['fd12:3456::1', 'unique local', 'fd12::/16'],
  ['100.64.0.1', 'carrier-grade NAT', '100.64.0.0/10'],
  ['192.0.2.1', 'reserved', '192.0.2.0/24'],
  ['198.18.0.1', 'reserved', '198.18.0.0/15'],
  ['240.0.0.1', 'reserved', '240.0.0.0/4'],
  ['2001:db8::1', 'reserved', '2001:db8::/32'],
  ['64:ff9b::808:808', 'NAT64', '64:ff9b::/96'],
] as const;

const everything = ['0.0.0.0/0', '::/0'];

describe('the address guard', () => {
  it.each(neverAllowed)('never allows %s', (address, reason) => {
    expect(refusalOf(address, [])).toContain(reason);
    expect(refusalOf(address, everything)).toContain(reason);
  });

  it.each(openable)('refuses %s with the remedy, unless its range is listed', (address, reason, range) => {
    expect(refusalOf(address, [])).toContain(reason);
    expect(refusalOf(address, ['203.0.113.0/24'])).toContain('WEIR_PRIVATE_UPSTREAMS');
    expect(refusalOf(address, [range])).toBeUndefined();
  });

  it.each(['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.0', '100.63.255.255', '2606:4700::1111', '2a00:1450::1'])(
    'lets the public address %s through',
    (address) => {
      expect(refusalOf(address, [])).toBeUndefined();
    },
  );

  it('judges a NAT64 address by the address that it embeds', () => {
    const guard = createAddressGuard(['64:ff9b::/96']);
    expect(guard('64:ff9b::8.8.8.8')).toBeUndefined();
    expect(guard('64:ff9b::10.0.0.1')).toContain('private');
    expect(guard('64:ff9b::169.254.169.254')).toContain('link-local');
  });

  it.each(['10.0.0.0/33', '10.0.0', '10.0.0/8', '010.0.0.0/8', '10.0.0.0/8/8', '10.0.0.0/', 'localhost', '', '*'])(
    'says which setting is wrong: %j',
    (range) => {
      expect(() => createAddressGuard([range])).toThrow(/WEIR_PRIVATE_UPSTREAMS: ".*" is not a CIDR range/);
    },
  );

  it('holds for every address of the private ranges, in every spelling of IPv6', () => {
    const heads = fc.constantFrom('10', '127', '0', '169.254', '192.168');
    const tail = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(heads, tail, (head, rest) => {
        const address = `${head}.${rest.join('.')}`.split('.').slice(0, 4).join('.');
        expect(refusalOf(address, [])).toBeDefined();
        expect(refusalOf(`::ffff:${address}`, [])).toBeDefined();
        expect(refusalOf(`64:ff9b::${address}`, [])).toBeDefined();
        expect(refusalOf(`::${address}`, [])).toBeDefined();
      }),
      { seed: 20_260_102, numRuns: 200 },
    );
  });
});
