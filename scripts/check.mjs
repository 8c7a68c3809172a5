// Format, lint, types and the project's own rules: what `pnpm check` runs. Needs no services.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { requireNode, runMain } from './lib/fail.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { pinnedNode, root, tool } from './lib/paths.mjs';
import { ensureGenerated } from './lib/prepare.mjs';
import { run } from './lib/run.mjs';

const secondsMax = 60;

await runMain(async () => {
  requireNode();
  await ensureInstalled('test');
  if (Number.parseInt(process.versions.node, 10) < 24) return rerunPinned();
  const started = performance.now();
  const steps = [
    await step('generate', generate),
    await step('lint', lint),
    await step('types', types),
    await step('rules', rules),
  ];
  const seconds = (performance.now() - started) / 1000;
  const failed = steps.filter(({ ok }) => !ok).map(({ name }) => name);
  process.stdout.write(
    `${steps.map(({ name, took }) => `${name} ${took} s`).join(', ')}; ${seconds.toFixed(1)} s in all\n`,
  );
  // Said, not failed: the machine may be busy with something else.
  if (seconds > secondsMax) process.stdout.write(`that is more than the ${secondsMax} s it should take\n`);
  process.stdout.write(failed.length === 0 ? 'check passed\n' : `check failed: ${failed.join(', ')}\n`);
  return failed.length === 0 ? 0 : 1;
});

/** The parser behind the rules needs the Node.js of the project. */
function rerunPinned() {
  return spawnSync(pinnedNode, [fileURLToPath(import.meta.url)], { stdio: 'inherit' }).status ?? 1;
}

async function step(name, body) {
  const started = performance.now();
  const ok = await body();
  return { name, ok, took: ((performance.now() - started) / 1000).toFixed(1) };
}

async function generate() {
  await ensureGenerated();
  return true;
}

async function lint() {
  const flags = ['--colors=off', '--error-on-warnings', '--max-diagnostics=200'];
  const { code, output } = await run(tool('biome'), ['ci', ...flags, '.'], { quiet: true });
  if (code !== 0) process.stdout.write(output);
  return code === 0;
}

/** One program over everything but what runs in browsers, whose options differ: far cheaper than one for each package. */
async function types() {
  const checks = ['tsconfig.json', 'apps/web/tsconfig.json', 'tests/browser/tsconfig.json'].map((path) =>
    run(tool('tsc'), ['-p', path, '--pretty', 'false'], { quiet: true }),
  );
  const results = await Promise.all(checks);
  for (const { output } of results) process.stdout.write(output);
  return results.every(({ code }) => code === 0);
}

async function rules() {
  const { readProject } = await import('./check/project.mjs');
  const { applyRules } = await import('./check/rules.mjs');
  const { figures } = await import('./check/figures.mjs');
  const project = readProject(root);
  const violations = applyRules(project);
  for (const { path, line, rule, message } of violations) process.stdout.write(`${path}:${line} ${rule} ${message}\n`);
  process.stdout.write(`${figures(project.files).join('\n')}\n`);
  return violations.length === 0;
}
