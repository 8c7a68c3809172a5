// Runs an instance to work on, with seeded data and a web that compiles as it is asked: what `pnpm dev` runs.
// Plain JavaScript, for any Node.js from 20 on.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { requireNode, runMain } from './lib/fail.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { pinnedNode, root, toolEnv } from './lib/paths.mjs';
import { ensureGenerated } from './lib/prepare.mjs';

await runMain(async () => {
  requireNode();
  await ensureInstalled('run');
  await ensureGenerated();
  const main = join(root, 'packages', 'testing', 'src', 'dev', 'main.ts');
  const child = spawn(pinnedNode, [main], { stdio: 'inherit', env: toolEnv() });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((settle) => child.on('exit', (code) => settle(code ?? 1)));
});
