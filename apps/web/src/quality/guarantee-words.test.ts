import { expect, it } from 'vitest';
import { guaranteeState, guaranteeWords } from './guarantee-words.ts';

const sample = { route: 'talk', reference: 'lab/large', pairs: 400, pairsMin: 30, margin: 0.02, confidence: 0.95 };

it('promises only what the sample supports', () => {
  const holds = { ...sample, lower: -0.015, upper: 0.04, holds: true };
  expect(guaranteeWords(holds)).toBe('No worse than lab/large by more than 2 points, 95%, on 400 pairs.');
  expect(guaranteeState(holds)).toBe('holds');
});

it.each([
  [{ pairs: 12, holds: false }, 'few', '12 of at least 30 pairs.'],
  [
    { lower: -0.1204, upper: 0.08, holds: false },
    'open',
    'Between 12 points worse and 8 points better than lab/large, 95%, on 400 pairs: too wide to say that it is no worse by more than 2 points.',
  ],
  [
    { lower: -0.3, upper: -0.055, holds: false },
    'worse',
    'Between 30 points worse and 5.5 points worse than lab/large, 95%, on 400 pairs: worse by more than 2 points.',
  ],
] as const)('says exactly what there is where it does not: %o', (found, state, words) => {
  expect(guaranteeState({ ...sample, ...found })).toBe(state);
  expect(guaranteeWords({ ...sample, ...found })).toBe(words);
});
