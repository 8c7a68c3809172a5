import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Place } from './detector.ts';

/** Every file below a directory. One that goes meanwhile is left out. */
export function dumpFiles(directory: string): Place[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(directory, name);
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return [];
    return [{ name: `file ${relative(directory, path)}`, bytes: readFileSync(path) }];
  });
}
