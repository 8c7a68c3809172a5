// Format, lint, types and the project's own rules: what `pnpm check` runs. Needs no services.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireNode, runMain } from './lib/fail.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { pinnedNode, root, tool } from './lib/paths.mjs';
import { ensureGenerated } from './lib/prepare.mjs';
import { run } from './lib/run.mjs';

const secondsMax = 60;
const typesAtOnce = 2;

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
  if (seconds > secondsMax) failed.push(`time (${seconds.toFixed(0)} s, at most ${secondsMax})`);
  process.stdout.write(
    `${steps.map(({ name, took }) => `${name} ${took} s`).join(', ')}; ${seconds.toFixed(1)} s in all\n`,
  );
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
  const { code, output } = await run(tool('biome'), ['ci', '--error-on-warnings', '--max-diagnostics=200', '.'], {
    quiet: true,
  });
  if (code !== 0) process.stdout.write(output);
  return code === 0;
}

/** Every package by its own tsconfig, a few at a time. */
async function types() {
  const folders = ['apps', 'packages'].flatMap((name) =>
    readdirSync(join(root, name)).map((child) => join(name, child)),
  );
  const waiting = [...folders, 'tests'].filter((folder) => existsSync(join(root, folder, 'tsconfig.json')));
  const failed = [];
  const work = async () => {
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      const { code, output } = await run(tool('tsc'), ['-p', folder, '--pretty', 'false'], { quiet: true });
      if (code !== 0) failed.push(output);
    }
  };
  await Promise.all(Array.from({ length: typesAtOnce }, work));
  process.stdout.write([...new Set(failed.join('').split('\n'))].join('\n'));
  return failed.length === 0;
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
