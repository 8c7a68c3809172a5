import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

async function write(path: string, text: string): Promise<boolean> {
  return writeFile(path, text, { flag: 'wx', mode: 0o600 }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw new EmbeddedError(`The data directory cannot be written to: ${String(error)}`, error);
    },
  );
}

/**
 * Claims `directory` for this process; gives the function that lets go of it. A dead owner's claim is taken over.
 * Throws EmbeddedError when a living process holds it.
 */
export async function claim(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, 'owner.json');
  const own = JSON.stringify({ pid: process.pid, start: await startOf(process.pid) });
  const held = (pid: number): EmbeddedError =>
    new EmbeddedError(`Process ${pid} already runs a database in ${directory}: stop it or choose another WEIR_HOME.`);
  if (!(await write(path, own))) {
    const owner = await read(path);
    if (owner !== undefined && (await lives(owner))) throw held(owner.pid);
    await rm(path, { force: true });
    if (!(await write(path, own))) throw held((await read(path))?.pid ?? 0);
    // Of two that took over at once the later has removed the earlier's file: the earlier sees it here.
    await sleep(100);
  }
  const now = await read(path);
  if (now?.pid !== process.pid) throw held(now?.pid ?? 0);
  return () => rm(path, { force: true });
}
