import { describe, expect, it } from 'vitest';
import { isEmpty, type PriceValues, pricesNow, requestOf } from './price-values.ts';

const values: PriceValues = {
  ...{ provider: 'openai', model: ' gpt-5-mini ', begins: 'now', wallTime: '2026-07-01T09:30' },
  prices: { ...pricesNow(undefined), input: '0.2' },
};

describe('an own price', () => {
  it('holds from now on unless a time is entered, which is one of the viewer', () => {
    expect(requestOf(values, 'Europe/Berlin')).toEqual({
      ...{ provider: 'openai', model: 'gpt-5-mini', usdPerMillion: { input: '0.2' } },
    });
    expect(requestOf({ ...values, begins: 'date' }, 'Europe/Berlin')).toMatchObject({
      effectiveFrom: '2026-07-01T07:30:00.000Z',
    });
  });

  it('begins with nothing for a model of no known price', () => {
    expect(isEmpty(pricesNow(undefined))).toBe(true);
    expect(isEmpty(values.prices)).toBe(false);
  });
});
