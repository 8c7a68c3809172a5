// Takes pictures of the web's pages: what `pnpm screenshots` runs. Names or paths as arguments choose some, and
// `--url=http://127.0.0.1:3000` those of an instance with the demo's data that runs already, such as `pnpm dev`.
// Plain JavaScript, for any Node.js from 20 on.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureChromium } from './lib/chromium.mjs';
import { requireNode, runMain } from './lib/fail.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { pinnedNode, root, toolEnv } from './lib/paths.mjs';
import { ensureBuilt, ensureGenerated } from './lib/prepare.mjs';

await runMain(async () => {
  requireNode();
  await ensureInstalled('test');
  await ensureGenerated();
  await ensureChromium();
  // Nothing need be built where the web runs already, or was built elsewhere.
  const isRunning = process.argv.some((argument) => argument.startsWith('--url'));
  if (!isRunning && process.env.NEXT_DIST_DIR === undefined) await ensureBuilt();
  const main = join(root, 'tests', 'browser', 'screenshots.ts');
  const child = spawn(pinnedNode, [main, ...process.argv.slice(2)], { stdio: 'inherit', env: toolEnv() });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((settle) => child.on('exit', (code) => settle(code ?? 1)));
});
