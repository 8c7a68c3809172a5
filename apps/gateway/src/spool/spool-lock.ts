import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync, unlinkSync } from 'node:fs';
import { open, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WeirError } from '@weir/protocol/errors';
import { z } from 'zod';

const holder = z.object({ token: z.string(), host: z.string(), pid: z.number().int(), startTime: z.string() });
type Holder = z.infer<typeof holder>;

/** A holder on another host that has not stirred for so long is taken for dead. */
const staleMs = 15_000;
const beatMs = 2_000;
/** A takeover itself takes microseconds; one that lasts so long died in the middle. */
const takeoverMsMax = 5_000;

/** One process's hold on a spool directory. */
export type SpoolLock = {
  /** Throws spool_unavailable when another process has taken the directory over. Cheap unless this process was stopped. */
  check(nowMs: number): void;
  /** True when another process waits for the directory. */
  wanted(): Promise<boolean>;
  release(): Promise<void>;
};

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** Processes see each other's ids only within one kernel boot and one pid namespace. */
function hostIdentity(): string {
  const boot = orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  return [hostname(), boot, orEmpty(() => readlinkSync('/proc/self/ns/pid'))].join('/');
}

/** Start time in clock ticks (field 22 of stat): tells a process from a later one with the same id. */
function processStart(pid: number): string {
  const text = orEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function readHolder(path: string): Promise<Holder | 'none' | 'unreadable'> {
  try {
    return holder.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'none' : 'unreadable';
  }
}

async function ageMs(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? 0 : Date.now() - found.mtimeMs;
}

/** True when the directory's lock is absent, or its holder is certainly gone. */
async function isFree(path: string): Promise<boolean> {
  const found = await readHolder(path);
  if (found === 'none') return true;
  if (found === 'unreadable' || found.host !== hostIdentity()) return (await ageMs(path)) > staleMs;
  return !isAlive(found.pid) || processStart(found.pid) !== found.startTime;
}

/** Milliseconds since the directory's holder last stirred; undefined when nobody holds it. */
export async function lockAgeMs(directory: string): Promise<number | undefined> {
  const path = join(directory, 'lock');
  return (await readHolder(path)) === 'none' ? undefined : ageMs(path);
}

/** True while another process waits for the directory: whoever waits says so again and again. */
export async function isWanted(directory: string): Promise<boolean> {
  const found = await stat(join(directory, 'wanted')).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs < staleMs;
}

/** Runs `work` in at most one process at a time; false when another one is at it. */
async function exclusively(path: string, work: () => Promise<boolean>): Promise<boolean> {
  if ((await ageMs(path)) > takeoverMsMax) await unlink(path).catch(() => undefined);
  const guard = await open(path, 'wx').catch(() => undefined);
  if (guard === undefined) return false;
  try {
    return await work();
  } finally {
    await guard.close();
    await unlink(path).catch(() => undefined);
  }
}

async function tryLock(path: string, own: Holder): Promise<boolean> {
  const draft = `${path}.${own.token}`;
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    return await exclusively(`${path}.takeover`, async () => {
      if (!(await isFree(path))) return false;
      await rename(draft, path);
      return true;
    });
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

function held(directory: string, own: Holder): SpoolLock {
  const path = join(directory, 'lock');
  let lost = false;
  let lastBeatMs = Date.now();
  const isOwn = (text: string) => text.includes(own.token);

  const beat = async () => {
    lost ||= !isOwn(await readFile(path, 'utf8').catch(() => ''));
    if (lost) return;
    const now = new Date();
    await utimes(path, now, now);
    lastBeatMs = now.getTime();
  };
  const timer = setInterval(() => void beat().catch(() => undefined), beatMs);
  timer.unref();

  return {
    check(nowMs) {
      // A process that was stopped for longer than a beat may have lost the directory meanwhile.
      if (!lost && Math.abs(nowMs - lastBeatMs) > 3 * beatMs) {
        lost = !isOwn(orEmpty(() => readFileSync(path, 'utf8')));
        lastBeatMs = nowMs;
      }
      if (lost) throw new WeirError('spool_unavailable', 'Another process has taken over the spool of this gateway.');
    },
    wanted: () => isWanted(directory),
    async release() {
      clearInterval(timer);
      if (!lost && isOwn(orEmpty(() => readFileSync(path, 'utf8')))) unlinkSync(path);
      lost = true;
    },
  };
}

/**
 * Takes hold of a spool directory, waiting at most `waitMs` for another process to leave it. A dead holder on this host
 * is replaced at once, one elsewhere after 15 s of silence. Throws WeirError spool_unavailable.
 */
export async function lockSpool(directory: string, waitMs: number): Promise<SpoolLock> {
  const path = join(directory, 'lock');
  const own = { token: randomUUID(), host: hostIdentity(), pid: process.pid, startTime: processStart(process.pid) };
  const wanted = join(directory, 'wanted');
  const deadline = Date.now() + waitMs;
  let asked = false;
  try {
    while (!(await tryLock(path, own))) {
      if (Date.now() >= deadline) throw new WeirError('spool_unavailable', `The spool ${directory} is in use.`);
      asked = true;
      await writeFile(wanted, own.token);
      await sleep(50);
    }
    return held(directory, own);
  } finally {
    if (asked) await unlink(wanted).catch(() => undefined);
  }
}
