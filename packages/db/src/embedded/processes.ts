import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process with this id lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * What tells a process from a later one with the same id: its start in clock ticks since boot (Linux, proc(5) field
 * 22 of stat). '' elsewhere and when it is gone.
 */
export async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

async function worksIn(pid: number, directory: string): Promise<boolean> {
  return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === directory;
}

/**
 * Ids of the processes whose working directory is `directory`: a postmaster and its backends sit in their data
 * directory. Undefined where there is no /proc to ask.
 */
export async function processesIn(directory: string): Promise<number[] | undefined> {
  if (process.platform !== 'linux') return undefined;
  const real = await realpath(directory);
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const found = await Promise.all(pids.map(async (pid) => ((await worksIn(pid, real)) ? [pid] : [])));
  return found.flat();
}

/** True once `done` says so, asked every 50 ms; false when `timeoutMs` passed first. */
export async function waitUntil(done: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!(await done())) {
    if (performance.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}
