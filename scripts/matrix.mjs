// Writes docs/matrix.md and the page of it in the documentation: what becomes of each feature between each client and
// each provider. Plain JavaScript, for any Node.js from 20 on; the translators run in the pinned one.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { requireNode, runMain } from './lib/fail.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { pinnedNode, root } from './lib/paths.mjs';

await runMain(async () => {
  requireNode();
  await ensureInstalled('test');
  const script = join(root, 'tests/translation/matrix/write-matrix.ts');
  return spawnSync(pinnedNode, [script], { stdio: 'inherit', cwd: root }).status ?? 1;
});
