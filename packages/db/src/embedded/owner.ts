import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EmbeddedError } from './embedded-error.ts';
import { isAlive, startOf } from './processes.ts';

const ownerFile = z.object({ pid: z.number().int(), start: z.string() });
type Owner = z.infer<typeof ownerFile>;

async function read(path: string): Promise<Owner | undefined> {
  try {
    return ownerFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

async function lives(owner: Owner): Promise<boolean> {
  return isAlive(owner.pid) && owner.start === (await startOf(owner.pid));
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

// Linked into place whole: nobody ever reads half a claim. False when there is one already.
async function put(path: string, owner: Owner): Promise<boolean> {
  const beside = `${path}.${owner.pid}`;
  try {
    await writeFile(beside, JSON.stringify(owner), { mode: 0o600 });
    await link(beside, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw new EmbeddedError(
      `${path} cannot be written: give this user the right to or choose another WEIR_HOME.`,
      error,
    );
  } finally {
    await rm(beside, { force: true });
  }
}

// Of two that take over at once the later may have caught the earlier's new claim: it gives that back.
async function removeDead(path: string, directory: string): Promise<void> {
  const aside = `${path}.dead-${process.pid}`;
  await rename(path, aside).catch(() => undefined);
  const caught = await read(aside);
  if (caught !== undefined && (await lives(caught))) {
    await rename(aside, path);
    throw held(caught.pid, directory);
  }
  await rm(aside, { force: true });
}

function held(pid: number | undefined, directory: string): EmbeddedError {
  const who = pid === undefined ? 'Another process' : `Process ${pid}`;
  return new EmbeddedError(`${who} already runs a database in ${directory}: stop it or choose another WEIR_HOME.`);
}

/**
 * Claims `directory` for this process; gives the function that lets go of it. A dead owner's claim is taken over.
 * Throws EmbeddedError when a living process holds it.
 */
export async function claim(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, 'owner.json');
  const own = { pid: process.pid, start: await startOf(process.pid) };
  if (!(await put(path, own))) {
    const owner = await read(path);
    if (owner !== undefined && (await lives(owner))) throw held(owner.pid, directory);
    await removeDead(path, directory);
    if (!(await put(path, own))) throw held((await read(path))?.pid, directory);
  }
  return () => rm(path, { force: true });
}
