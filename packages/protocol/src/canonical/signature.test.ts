import fc from 'fast-check';
import { expect, it } from 'vitest';
import { carrySignature, unwrapSignature, wrapSignature } from './signature.ts';

const value = fc.string({ minLength: 1, unit: 'grapheme' });
const carried = fc.record({
  signature: fc.record({ origin: fc.constantFrom('anthropic', 'openai', 'gemini'), value }),
  on: fc.constantFrom('own' as const, 'next', 'previous'),
});

it('a seal comes back as it was, through any dialect', () => {
  fc.assert(
    fc.property(carried, fc.constantFrom('anthropic', 'openai', 'gemini'), (given, dialect) => {
      const text = carrySignature(given, dialect);
      expect(unwrapSignature(text, dialect)).toEqual(given);
    }),
  );
});

it("a vendor's own seal in its own place travels bare", () => {
  const given = { signature: { origin: 'anthropic', value: 'EqoB' }, on: 'own' as const };
  expect(carrySignature(given, 'anthropic')).toBe('EqoB');
  expect(carrySignature(given, 'openai')).toBe(wrapSignature(given));
  expect(wrapSignature(given)).toMatch(/^[A-Za-z0-9+/]+=*$/);
});

it.each([
  '',
  'EqoB',
  wrapSignature({ signature: { origin: 'a', value: 'b' }, on: 'own' }).slice(0, 20),
  'eyJ3ZWlyIjo=',
])('what is no seal of ours is one of the vendor: %j', (text) => {
  expect(unwrapSignature(text, 'openai')).toEqual({ signature: { origin: 'openai', value: text }, on: 'own' });
});
