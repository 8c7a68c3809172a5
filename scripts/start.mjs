// Installs, builds and starts everything: what `npm start` runs. Plain JavaScript, for any Node.js from 20 on.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { requireNode, runMain } from './lib/fail.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { pinnedNode, root, toolEnv } from './lib/paths.mjs';
import { ensureBuilt, ensureGenerated } from './lib/prepare.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

await runMain(async () => {
  requireNode();
  await ensureInstalled('run');
  await ensureGenerated();
  await ensureBuilt();
  return runInstance();
});

/** The supervisor in the pinned Node.js; it gets every signal, and its exit code is ours. */
function runInstance() {
  const main = join(root, 'apps', 'cli', 'src', 'main.ts');
  const child = spawn(pinnedNode, [main, 'start', ...process.argv.slice(2)], { stdio: 'inherit', env: toolEnv() });
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  return new Promise((settle) => {
    child.on('error', () => settle(1));
    child.on('exit', (code) => settle(code ?? 1));
  });
}
