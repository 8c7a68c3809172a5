import { createSecretKey } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { z } from 'zod';
import { deriveKey, type MasterKey } from './master-key.ts';
import type { ProjectConfig } from './project-config.ts';
import { decrypt, encrypt } from './sealed-bytes.ts';

const compress = promisify(deflateRaw);
const decompress = promisify(inflateRaw);

/** Before the sealed bytes; also bound into the seal. A release reads its predecessor's. */
const header = 'weir-snapshot.v1\n';
const documentsPerSlice = 20;

/** What a gateway knew, for a start while the database is away. `projects` are as stored: they need validation. */
export type Snapshot = { readonly savedAtMs: number; readonly projects: readonly unknown[] };

const snapshot = z.object({ savedAtMs: z.number(), projects: z.array(z.unknown()) });

const keyOf = (masterKey: MasterKey) => createSecretKey(deriveKey(masterKey, 'snapshot'));

async function encode(projects: Iterable<ProjectConfig>, savedAtMs: number): Promise<Buffer> {
  const documents: string[] = [];
  for (const config of projects) {
    documents.push(JSON.stringify(config));
    // Calls are being served meanwhile: no slice may hold them up.
    if (documents.length % documentsPerSlice === 0) await breathe();
  }
  return compress(`{"savedAtMs":${savedAtMs},"projects":[${documents.join(',')}]}`);
}

/** Replaces the file at `path` (mode 0600) in one step: a reader sees the old one or the new one, never a part. */
export async function writeSnapshot(
  path: string,
  masterKey: MasterKey,
  content: { readonly projects: Iterable<ProjectConfig>; readonly savedAtMs: number },
): Promise<void> {
  const sealed = encrypt(keyOf(masterKey), header, await encode(content.projects, content.savedAtMs));
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  try {
    const file = await open(temporary, 'w', 0o600);
    await file.write(Buffer.concat([Buffer.from(header), sealed]));
    await file.sync();
    await file.close();
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The snapshot at `path`; rejects when it was changed, is another master key's, of an unknown format or not there. */
export async function readSnapshot(path: string, masterKey: MasterKey): Promise<Snapshot> {
  const bytes = await readFile(path);
  if (!bytes.subarray(0, header.length).equals(Buffer.from(header))) throw new Error('unknown snapshot format');
  const plain = await decompress(decrypt(keyOf(masterKey), header, bytes.subarray(header.length)));
  return snapshot.parse(JSON.parse(plain.toString()));
}
