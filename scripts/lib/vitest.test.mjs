import { expect, it } from 'vitest';
import { countsOf } from './vitest.mjs';

const file = (status, ...tests) => ({
  status,
  assertionResults: tests.map((test, index) => ({ status: test, fullName: `test ${index}` })),
});
const report = (...testResults) => ({ testResults });

it('counts what passed and failed', () => {
  const counts = countsOf(report(file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')), 1);
  expect(counts).toEqual({ passed: 3, failed: 1, skipped: [] });
});

it('counts a file that could not be loaded, and a hook that failed, as a failure', () => {
  expect(countsOf(report(file('failed')), 1)).toMatchObject({ passed: 0, failed: 1 });
  expect(countsOf(report(file('failed', 'skipped')), 1)).toEqual({ passed: 0, failed: 1, skipped: ['test 0'] });
});

it('names what did not run', () => {
  expect(countsOf(report(file('passed', 'passed', 'skipped', 'todo', 'pending')), 0).skipped).toHaveLength(3);
});

it('fails when the runner failed though every test passed, or left no report', () => {
  expect(countsOf(report(file('passed', 'passed')), 1)).toMatchObject({ passed: 1, failed: 1 });
  expect(countsOf(undefined, 1)).toMatchObject({ passed: 0, failed: 1 });
});
