import type { ReplayReport } from '@weir/services/routes/replay-view';
import { expect, it } from 'vitest';
import { replayNotes } from './replay-notes.ts';

const none = { calls: 0, share: 0, low: 0, high: 1 };
const report: ReplayReport = {
  ...{ days: 7, found: 3, sampled: 3, replayed: 3, skipped: [], agreement: none, changed: [], targets: [] },
  cost: {
    ...{ calls: 3, reallyUsd: '0', recordedUsd: '0', planUsd: '0', notCounted: 0 },
    difference: { usd: '0', low: null, high: null },
  },
  ...{ firstToken: null, refused: { recorded: 0, plan: 0, reasons: [] }, knownNow: 0, notKnown: 0 },
};
const said = (changed: Partial<ReplayReport>) => replayNotes({ ...report, ...changed }).map((note) => note.said);

it('a replay of all calls, each judged, has no notes', () => {
  expect(said({})).toEqual([]);
});

it('a replay says what it is not of, and why', () => {
  expect(said({ found: 50_000, sampled: 19_600 })).toEqual([
    'A random sample of 19,600 of 50,000 calls; amounts are of the sample.',
  ]);
  const skipped = [{ why: 'other_route' as const, calls: 1, examples: ['x'] }];
  expect(replayNotes({ ...report, skipped })).toEqual([
    { said: '1 call skipped: another route had this name then.', examples: ['x'] },
  ]);
  expect(said({ changed: [{ why: 'keys_or_prices', calls: 2, examples: [] }] })[0]).toMatch(/^2 calls whose own plan/);
  expect(said({ knownNow: 2, notKnown: 1, cost: { ...report.cost, notCounted: 1 } })).toHaveLength(3);
});
