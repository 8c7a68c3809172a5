import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { filesBelow } from '../lib/stamp.mjs';
import { sourceFile } from './source-file.mjs';

const code = /\.(ts|tsx|mts|js|mjs)$/;
const notOurs = /(^|\/)(generated|fixtures|node_modules|\.next)\/|(^|\/)next-env\.d\.ts$/;
const bytesMax = 1_000_000;

/** Everything the rules look at: parsed code, manifests, and the text of every file that git does not ignore. */
export function readProject(root) {
  const paths = listFiles(root);
  const texts = paths.flatMap((path) => readText(root, path));
  const sources = texts.filter(({ path }) => code.test(path) && !notOurs.test(path));
  return {
    texts,
    files: sources.map(({ path, text }) => sourceFile(path, text)),
    manifests: texts
      .filter(({ path }) => basename(path) === 'package.json')
      .map(({ path, text }) => ({ path, json: JSON.parse(text) })),
  };
}

/** What git knows or would add; where there is no git, every file but what is installed or built. */
function listFiles(root) {
  // The clone may belong to somebody else than who checks it.
  const list = ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const git = spawnSync('git', list, { cwd: root, encoding: 'utf8', maxBuffer: 64 * bytesMax });
  const paths = git.status === 0 ? git.stdout.split('\0') : filesBelow(root).map((path) => relative(root, path));
  return [...new Set(paths)].filter((path) => path !== '').sort();
}

/** Files that git still lists but that were deleted, binary ones and very large ones are left out. */
function readText(root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile() || stat.size > bytesMax) return [];
  const text = readFileSync(join(root, path), 'utf8');
  return text.includes('\0') ? [] : [{ path, text }];
}
