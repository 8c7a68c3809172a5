import { describe, expect, it } from 'vitest';
import { readAddresses } from './addresses.ts';

describe('addresses', () => {
  it('are read from any of the usual separators, each once', () => {
    const { addresses, wrong } = readAddresses('a@example.org, B@example.org;c@example.org\n b@example.org\t');
    expect(addresses).toEqual(['a@example.org', 'b@example.org', 'c@example.org']);
    expect(wrong).toEqual([]);
  });

  it('are taken out of what mail programs copy', () => {
    const { addresses, wrong } = readAddresses('"Last, First" <first@example.org>, Some One <one@example.org>');
    expect(addresses).toEqual(['first@example.org', 'one@example.org']);
    expect(wrong).toEqual([]);
  });

  it('are told apart from what is none', () => {
    const { addresses, wrong } = readAddresses('here@example.org nobody @example.org a@b');
    expect(addresses).toEqual(['here@example.org']);
    expect(wrong).toEqual(['nobody', '@example.org', 'a@b']);
  });

  it('are none in nothing', () => {
    expect(readAddresses(' \n')).toEqual({ addresses: [], wrong: [] });
  });
});
