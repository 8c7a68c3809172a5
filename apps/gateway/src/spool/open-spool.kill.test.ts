import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { nameOf, newDirectory, openTestSpool, removeDirectories, shippable } from './spool.test-support.ts';

/** Runs a process that appends from call `first` on, kills it after `afterMs` of work, and gives the last it reported. */
async function appendAndKill(directory: string, first: number, afterMs: number): Promise<number> {
  const entry = join(import.meta.dirname, 'kill.test-child.ts');
  const child = spawn(process.execPath, [entry, directory, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (data) => {
    said += String(data);
  });
  await once(child.stdout, 'data');
  setTimeout(() => child.kill('SIGKILL'), afterMs);
  await once(child, 'close');
  const whole = said.slice(0, said.lastIndexOf('\n')).split('\n');
  return Number(whole.at(-1));
}

afterEach(removeDirectories);

it('keeps all that a killed process had appended, once, and closes what it left open', async () => {
  const directory = await newDirectory();
  const last: number[] = [];
  const rounds = 5;
  for (let round = 0; round < rounds; round += 1) {
    last.push(await appendAndKill(directory, round * 1_000_000, 20 + round * 13));
  }
  const spool = await openTestSpool(directory);
  const attempts = (await shippable(spool)).flatMap((record) => (record.kind === 'attempt' ? [record] : []));
  const names = attempts.map(nameOf);
  expect(new Set(names).size).toBe(names.length);
  const statuses = new Map(attempts.map((record) => [nameOf(record), record.status]));
  for (const [round, until] of last.entries()) {
    expect(until).toBeGreaterThanOrEqual(round * 1_000_000);
    for (let call = round * 1_000_000; call <= until; call += 1) {
      expect(statuses.get(`attempt ${call}.1`)).toBe(call % 5 === 0 ? 'interrupted' : 'succeeded');
    }
  }
  expect(spool.stats()).toMatchObject({ openAttempts: 0, openCalls: 0, damaged: 0 });
  await spool.close();
});
