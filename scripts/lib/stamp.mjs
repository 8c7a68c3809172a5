import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './paths.mjs';

const notSources = new Set([
  'node_modules',
  '.git',
  '.next',
  '.turbo',
  '.cache',
  '.weir',
  'generated',
  'coverage',
  'next-env.d.ts',
]);

/** Every file below `path`, but for what is installed, built or generated. */
export function filesBelow(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => !notSources.has(name));
  return names.sort().flatMap((name) => filesBelow(join(path, name)));
}

/** One hash over the names and contents of files, and over anything else that the result depends on. */
export function hashOf(paths, ...others) {
  const hash = createHash('sha256').update(JSON.stringify(others));
  for (const path of paths) hash.update(`\0${relative(root, path)}\0`).update(readFileSync(path));
  return hash.digest('hex');
}

/** True when the stamp at `path` says `value`. */
export function isStamped(path, value) {
  try {
    return readFileSync(path, 'utf8') === value;
  } catch {
    return false;
  }
}

export function stamp(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, value);
}
