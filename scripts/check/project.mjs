import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
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

function listFiles(root) {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const output = execFileSync('git', list, { cwd: root, encoding: 'utf8', maxBuffer: 64 * bytesMax });
  return [...new Set(output.split('\0'))].filter((path) => path !== '').sort();
}

/** Files that git still lists but that were deleted, binary ones and very large ones are left out. */
function readText(root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile() || stat.size > bytesMax) return [];
  const text = readFileSync(join(root, path), 'utf8');
  return text.includes('\0') ? [] : [{ path, text }];
}
