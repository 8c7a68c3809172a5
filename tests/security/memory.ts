import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const sampleMs = 50;

/** Megabytes of memory that a process holds. */
export function residentMb(pid: number): number {
  const status = `/proc/${pid}/status`;
  if (existsSync(status)) return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]) / 1024;
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

/** What `work` gives, and the most megabytes that the process held meanwhile beyond what it held before. */
export async function watchMemory<T>(pid: number, work: () => Promise<T>): Promise<{ result: T; grownMb: number }> {
  const before = residentMb(pid);
  let most = before;
  const sampling = setInterval(() => {
    most = Math.max(most, residentMb(pid));
  }, sampleMs);
  try {
    const result = await work();
    return { result, grownMb: Math.max(most, residentMb(pid)) - before };
  } finally {
    clearInterval(sampling);
  }
}
