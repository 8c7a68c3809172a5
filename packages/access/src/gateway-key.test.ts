import { describe, expect, it } from 'vitest';
import { hashKey, isGatewayKey, mintGatewayKey } from './gateway-key.ts';
import { isManagementToken, mintManagementToken } from './management-token.ts';

describe('a gateway key', () => {
  it('has a readable prefix, 32 random characters and a checksum', () => {
    const keys = Array.from({ length: 500 }, mintGatewayKey);
    expect(new Set(keys).size).toBe(500);
    for (const key of keys) {
      expect(key).toMatch(/^weir_gk_[0-9A-Za-z]{38}$/);
      expect(isGatewayKey(key)).toBe(true);
    }
  });

  it('uses every character of the alphabet about as often', () => {
    const counts = new Map<string, number>();
    for (const character of Array.from({ length: 1_000 }, () => mintGatewayKey().slice(8, 40)).join('')) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect(counts.size).toBe(62);
    // 32,000 draws: 516 expected, 22.5 standard deviation.
    for (const count of counts.values()) expect(Math.abs(count - 516)).toBeLessThan(150);
  });

  it('is told from one with a single character changed', () => {
    const key = mintGatewayKey();
    for (let at = 0; at < key.length; at += 1) {
      const other = key[at] === 'x' ? 'y' : 'x';
      expect(isGatewayKey(key.slice(0, at) + other + key.slice(at + 1))).toBe(false);
    }
  });

  it.each(['', 'weir_gk_', 'sk-abc', `weir_gk_${'0'.repeat(38)}`, `${mintGatewayKey()}0`, ` ${mintGatewayKey()}`])(
    'is not %j',
    (text) => {
      expect(isGatewayKey(text)).toBe(false);
    },
  );

  it('is not a management token', () => {
    expect(isGatewayKey(mintManagementToken())).toBe(false);
    expect(isManagementToken(mintGatewayKey())).toBe(false);
    expect(isManagementToken(mintManagementToken())).toBe(true);
  });

  it('is kept as its SHA-256', () => {
    expect(hashKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
