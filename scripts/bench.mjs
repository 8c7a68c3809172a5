// Measures the gateway against nginx: what `npm run bench` runs. Plain JavaScript, for any Node.js from 20 on.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { requireNode, runMain } from './lib/fail.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { pinnedNode, root, toolEnv } from './lib/paths.mjs';
import { ensureGenerated } from './lib/prepare.mjs';

await runMain(async () => {
  requireNode();
  await ensureInstalled();
  await ensureGenerated();
  const main = join(root, 'tests', 'bench', 'main.ts');
  const child = spawn(pinnedNode, [main, ...process.argv.slice(2)], { stdio: 'inherit', env: toolEnv() });
  return new Promise((settle) => child.on('exit', (code) => settle(code ?? 1)));
});
