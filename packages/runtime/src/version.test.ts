import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { version } from './version.ts';

it('is the version of the packages', () => {
  for (const path of ['../package.json', '../../../package.json']) {
    expect(JSON.parse(readFileSync(join(import.meta.dirname, path), 'utf8')).version).toBe(version);
  }
});
