import { createSecretKey, hash, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The instance's root secret. `id` tells two keys apart and reveals nothing of the key; the bytes stay in a KeyObject. */
export type MasterKey = { readonly id: string; readonly key: KeyObject };

const keyBytes = 32;
const fileName = 'master.key';
const derived = new WeakMap<KeyObject, Map<string, Buffer>>();

/** 32 bytes for one `purpose` (HKDF-SHA256); two purposes never share a key. */
export function deriveKey(masterKey: MasterKey, purpose: string): Buffer {
  const known = derived.get(masterKey.key) ?? new Map<string, Buffer>();
  derived.set(masterKey.key, known);
  const before = known.get(purpose);
  if (before !== undefined) return before;
  const bytes = Buffer.from(hkdfSync('sha256', masterKey.key, '', `weir/${purpose}`, keyBytes));
  known.set(purpose, bytes);
  return bytes;
}

/** A master key of 32 bytes in base64. Throws, naming `source`, when it is anything else. */
export function parseMasterKey(text: string, source: string): MasterKey {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== keyBytes) {
    throw new Error(`${source} must be 32 bytes in base64; make one with: openssl rand -base64 32`);
  }
  const key = createSecretKey(bytes);
  return { key, id: hash('sha256', deriveKey({ id: '', key }, 'key-id'), 'hex').slice(0, 8) };
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function createFile(path: string, home: string): void {
  mkdirSync(home, { recursive: true });
  try {
    // `wx` lets exactly one of several first starts write the key; the others read it.
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, `${randomBytes(keyBytes).toString('base64')}\n`);
    fsyncSync(file);
    closeSync(file);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  }
}

/**
 * The master key: `WEIR_MASTER_KEY`, else the file `master.key` (mode 0600) in `home`, which is made only when `create`
 * says so. Throws with the remedy when there is none: another key would make every sealed value unreadable.
 */
export function loadMasterKey(options: {
  readonly WEIR_MASTER_KEY?: string | undefined;
  readonly home: string;
  readonly create: boolean;
}): MasterKey {
  if (options.WEIR_MASTER_KEY !== undefined) return parseMasterKey(options.WEIR_MASTER_KEY, 'WEIR_MASTER_KEY');
  const path = join(options.home, fileName);
  if (options.create) createFile(path, options.home);
  try {
    return parseMasterKey(readFileSync(path, 'utf8'), path);
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
    throw new Error(`There is no master key: set WEIR_MASTER_KEY or put one into ${path}`, { cause: error });
  }
}
