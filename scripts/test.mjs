// All tests, unit to end to end: what `npm test` runs, and with --full what `pnpm prove` runs.
// Plain JavaScript, for any Node.js from 20 on; the tests themselves run in the pinned one.
import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './lib/chromium.mjs';
import { requireNode, runMain } from './lib/fail.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/paths.mjs';
import { ensureBuilt, ensureGenerated } from './lib/prepare.mjs';
import { ensureRedis } from './lib/redis.mjs';
import { runProjects } from './lib/vitest.mjs';

const minutesMax = 15;

await runMain(async () => {
  requireNode();
  const full = process.argv.includes('--full');
  const filters = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const scale = full ? 'full' : 'scaled';
  const started = performance.now();
  await ensureInstalled('test');
  await ensureGenerated();
  await ensureRedis();
  const unit = await runProjects('unit', { projects: ['unit', 'isolated'], scale, filters });
  await ensureBuilt();
  await ensureChromium();
  const system = await runProjects('system', { projects: ['system'], scale, filters });
  const seconds = (performance.now() - started) / 1000;
  if (full) writeProofs([unit, system], seconds);
  return summarise([unit, system], { seconds, full });
});

/** Ends with the plain count. What did not run counts as failed: nothing is skipped silently. */
function summarise(phases, { seconds, full }) {
  const say = (line) => process.stdout.write(`${line}\n`);
  say('');
  for (const note of new Set(phases.flatMap(({ notes }) => notes))) say(note);
  const skipped = phases.flatMap(({ skipped: names }) => names);
  for (const name of skipped) say(`DID NOT RUN: ${name}`);
  for (const { phase, passed, failed, seconds: took } of phases) {
    say(`${phase}: ${passed} passed, ${failed} failed in ${took.toFixed(0)} s`);
  }
  say(
    `${seconds.toFixed(0)} s in all${!full && seconds > minutesMax * 60 ? `, more than the ${minutesMax} minutes allowed` : ''}`,
  );
  const passed = phases.reduce((sum, each) => sum + each.passed, 0);
  const failed = phases.reduce((sum, each) => sum + each.failed, skipped.length);
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

function writeProofs(phases, seconds) {
  const figures = phases.flatMap(({ notes }) => notes).filter((note) => note.startsWith('PROOF: '));
  const lines = [
    '# Proofs',
    '',
    'Written by `npm run prove`: the figures of the last run at full scale.',
    '',
    `Machine: ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}.`,
    `Run: ${new Date().toISOString().slice(0, 10)}, ${Math.round(seconds)} s.`,
    '',
    ...figures.map((figure) => `- ${figure.slice('PROOF: '.length)}`),
    ...phases.map(({ phase, passed, failed }) => `- ${phase} tests: ${passed} passed, ${failed} failed`),
  ];
  writeFileSync(join(root, 'docs', 'proofs.md'), `${lines.join('\n')}\n`);
}
