import { readdirSync, readFileSync } from 'node:fs';

/** The kernel's clock ticks a second on Linux. */
const ticksPerSecond = 100;

type Stat = { pid: number; parent: number; cpuSeconds: number; residentBytes: number };

const pageBytes = 4096;

function statOf(pid: number): Stat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined; // The process ended between the listing and the reading.
  }
  // The name stands in parentheses and may hold spaces: count fields behind it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const at = (index: number) => Number(fields[index]);
  return { pid, parent: at(1), cpuSeconds: (at(11) + at(12)) / ticksPerSecond, residentBytes: at(21) * pageBytes };
}

/** CPU time (user + system, all threads) and resident memory of a process and all its descendants, from /proc. */
export function usageOf(root: number): { cpuSeconds: number; residentBytes: number } {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat !== undefined);
  const family = new Set([root]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { pid, parent } of all) {
      if (family.has(parent) && !family.has(pid)) {
        family.add(pid);
        grown = true;
      }
    }
  }
  const members = all.filter(({ pid }) => family.has(pid));
  return {
    cpuSeconds: members.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    residentBytes: members.reduce((sum, { residentBytes }) => sum + residentBytes, 0),
  };
}
