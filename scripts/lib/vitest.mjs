import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tool, toolEnv } from './paths.mjs';
import { run } from './run.mjs';

/** What tests say for the end of the run: the seeds they used, what was absent, the figures they proved. */
const notes = /^\s*(seed of .*|ABSENT: .*|PROOF: .*)$/;

/** Runs projects of vitest.config.ts, together one phase, and gives its counts, notes and seconds. */
export async function runProjects(phase, { projects, scale, filters }) {
  const directory = mkdtempSync(join(tmpdir(), 'weir-vitest-'));
  const report = join(directory, 'report.json');
  const heard = [];
  const onLine = (line) => {
    const note = notes.exec(line)?.[1];
    if (note !== undefined && !heard.includes(note)) heard.push(note);
  };
  // A filter may leave one project empty; without one that would be a fault.
  const lenient = filters.length > 0 ? ['--passWithNoTests'] : [];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const started = performance.now();
  const chosen = projects.flatMap((project) => ['--project', project]);
  const { code } = await run(tool('vitest'), ['run', ...chosen, ...reporters, ...lenient, ...filters], {
    env: { ...toolEnv(), WEIR_TEST_SCALE: scale },
    onLine,
  });
  const seconds = (performance.now() - started) / 1000;
  const counts = countsOf(readReport(report), code);
  rmSync(directory, { recursive: true, force: true });
  return { phase, seconds, notes: heard, ...counts };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Passed and failed tests and the names of those that did not run. A file that could not be loaded, and an error
 * outside of any test, count as one failure each: nothing that went wrong may add up to zero.
 */
export function countsOf(report, exitCode) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: [] };
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const failing = (name) => tests.filter(({ status }) => status === name);
  const skipped = tests.filter(({ status }) => !['passed', 'failed'].includes(status)).map(({ fullName }) => fullName);
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = failing('failed').length + broken.length;
  return { passed: failing('passed').length, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped };
}
