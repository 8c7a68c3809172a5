import { expect, it } from 'vitest';
import { quotaOf, textsOf } from './quota-fields.ts';

it('takes a whole number, zero too, and nothing for no quota', () => {
  expect(quotaOf('12')).toBe(12);
  expect(quotaOf(' 0 ')).toBe(0);
  expect(quotaOf('')).toBeNull();
});

it.each(['-1', '1.5', '1e3', 'many', '1000001', '99999999'])('takes no %s', (text) => {
  expect(quotaOf(text)).toBeUndefined();
});

it('comes back from its field as it was', () => {
  const quotas = { projectsMax: 3, membersMax: null, gatewayKeysMax: 0, providerKeysMax: 40 };
  const back = Object.fromEntries(Object.entries(textsOf(quotas)).map(([name, text]) => [name, quotaOf(text)]));
  expect(back).toEqual(quotas);
});
