import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPreferences } from './read-preferences.ts';

describe('preferences', () => {
  it('are read by the names that clients of OpenRouter write', () => {
    const said = {
      order: ['groq', 'openai/gpt-4o'],
      only: ['groq'],
      ignore: [],
      max_price: { prompt: 1, completion: '2.50' },
      region: 'eu',
      data_collection: 'deny',
    };
    expect(readPreferences(said)).toEqual({
      order: ['groq', 'openai/gpt-4o'],
      only: ['groq'],
      ignore: [],
      inputUsdPerMillionMax: 1,
      outputUsdPerMillionMax: 2.5,
      regions: ['eu'],
      zeroRetention: true,
    });
  });

  it.each([
    [{ zdr: true }, { zeroRetention: true }],
    [{ zero_retention: true }, { zeroRetention: true }],
    [{ zdr: false }, {}],
    [{ data_collection: 'allow' }, {}],
    [{ region: ['eu', 'us'] }, { regions: ['eu', 'us'] }],
    [{ order: null }, {}],
    [{ max_price: { prompt: 0 } }, { inputUsdPerMillionMax: 0 }],
    [{}, {}],
  ])('%j is %j', (said, read) => {
    expect(readPreferences(said)).toEqual(read);
  });

  it('stay as strict as their strictest word', () => {
    expect(readPreferences({ zdr: true, data_collection: 'allow', zero_retention: false })).toEqual({
      zeroRetention: true,
    });
  });

  it.each([
    [[], 'must be an object'],
    ['groq', 'must be an object'],
    [{ sort: 'price' }, 'sort is not known'],
    [{ toString: 1 }, 'toString is not known'],
    [{ order: 'groq' }, 'order must be an array'],
    [{ only: [1] }, 'only must be an array'],
    [{ ignore: [''] }, 'ignore must be an array'],
    [{ max_price: 1 }, 'max_price must be an object'],
    [{ max_price: { image: 1 } }, 'max_price.image is not known'],
    [{ max_price: { prompt: -1 } }, 'max_price.prompt must be a price'],
    [{ max_price: { prompt: '1e3' } }, 'max_price.prompt must be a price'],
    [{ max_price: { completion: 'cheap' } }, 'max_price.completion must be a price'],
    [{ region: [] }, 'region must be a region'],
    [{ zdr: 'yes' }, 'zdr must be true or false'],
    [{ data_collection: 'maybe' }, 'data_collection must be allow or deny'],
  ])('%j is refused, naming the field', (said, fault) => {
    expect(readPreferences(said)).toEqual({ fault: expect.stringContaining(fault) });
  });

  it('of any shape are read or refused', () => {
    const fields = fc.constantFrom('order', 'only', 'max_price', 'region', 'zdr', 'data_collection', '__proto__', 'x');
    const said = fc.oneof(
      fc.jsonValue(),
      fc.array(fc.tuple(fields, fc.jsonValue())).map((all) => Object.fromEntries(all)),
    );
    fc.assert(
      fc.property(said, (one) => {
        expect(typeof readPreferences(one)).toBe('object');
      }),
      { numRuns: 1_000 },
    );
  });
});
