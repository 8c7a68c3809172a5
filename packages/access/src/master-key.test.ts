import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { deriveKey, loadMasterKey, parseMasterKey } from './master-key.ts';

const homes: string[] = [];
function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'weir-master-key-'));
  homes.push(home);
  return join(home, 'inner');
}
afterEach(() => {
  for (const home of homes.splice(0)) rmSync(home, { recursive: true });
});

describe('loadMasterKey', () => {
  it('makes the file once, for its owner alone, and reads it after that', () => {
    const home = newHome();
    const made = loadMasterKey({ home, create: true });
    expect(statSync(join(home, 'master.key')).mode & 0o777).toBe(0o600);
    expect(loadMasterKey({ home, create: true }).key.equals(made.key)).toBe(true);
    expect(loadMasterKey({ home, create: false }).id).toBe(made.id);
  });

  it('takes the environment first', () => {
    const bytes = randomBytes(32);
    const loaded = loadMasterKey({ WEIR_MASTER_KEY: bytes.toString('base64'), home: newHome(), create: false });
    expect(loaded.key.export().equals(bytes)).toBe(true);
  });

  it('makes none unless asked, and says what to do', () => {
    expect(() => loadMasterKey({ home: newHome(), create: false })).toThrow(/set WEIR_MASTER_KEY or put one into/);
  });

  it.each(['short', '', randomBytes(31).toString('base64')])('refuses %j', (text) => {
    expect(() => parseMasterKey(text, 'WEIR_MASTER_KEY')).toThrow(/WEIR_MASTER_KEY must be 32 bytes in base64/);
  });
});

it('gives each purpose a key of its own, always the same', () => {
  const bytes = randomBytes(32).toString('base64');
  const one = parseMasterKey(bytes, 'a');
  const two = parseMasterKey(bytes, 'b');
  expect(deriveKey(one, 'x').equals(deriveKey(two, 'x'))).toBe(true);
  expect(deriveKey(one, 'x').equals(deriveKey(one, 'y'))).toBe(false);
});

it('does not show its bytes when printed', () => {
  const bytes = randomBytes(32);
  const text = inspect(parseMasterKey(bytes.toString('base64'), 'a'), { depth: 9 });
  expect(text).not.toContain(bytes.toString('base64'));
  expect(text).not.toContain(bytes.toString('hex'));
});
