import { describe, expect, it } from 'vitest';
import { alignUsd } from './align-usd.ts';

describe('amounts of a column', () => {
  it('are exact, with their points under each other', () => {
    expect(alignUsd(['0.009515', '0.0000000000015', '12'])).toEqual([
      { text: '$0.009515', zeros: '0000000' },
      { text: '$0.0000000000015', zeros: '' },
      { text: '$12.00', zeros: '00000000000' },
    ]);
  });

  it('that are not known stay so', () => {
    expect(alignUsd([null, '1.5'])).toEqual([null, { text: '$1.50', zeros: '' }]);
    expect(alignUsd([])).toEqual([]);
  });
});
