import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeHome } from './make-home.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weir cli '));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

it('makes the directory and its parents', async () => {
  await makeHome(join(directory, 'a', 'b'));
  expect((await stat(join(directory, 'a', 'b'))).isDirectory()).toBe(true);
});

it('refuses a place that cannot be one, in one line that names WEIR_HOME', async () => {
  const file = join(directory, 'file');
  await writeFile(file, '');
  await expect(makeHome(join(file, 'home'))).rejects.toThrow(
    `The data directory ${join(file, 'home')} cannot be written (ENOTDIR): give this user rights to it or choose another with WEIR_HOME.`,
  );
});
