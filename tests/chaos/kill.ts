import { watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from './installation.ts';

/** A way to die. */
export const killKinds = [
  'gateway',
  'gateway at a rotation',
  'worker',
  'worker inside its transaction',
  'postgres',
  'redis kept',
  'redis wiped',
] as const;
export type KillKind = (typeof killKinds)[number];

const momentMs = 10_000;

/** Resolves when the gateway has just begun a segment. */
function rotation(home: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(join(home, 'gateway-0', 'spool'), (event, name) => {
      if (event === 'rename' && name?.endsWith('.seg')) done();
    });
    const timer = setTimeout(() => done(), momentMs);
    const done = () => {
      clearTimeout(timer);
      watcher.close();
      resolve();
    };
  });
}

/** Makes the worker's transactions last, so that a kill can meet them. */
export async function slowTransactions({ sql }: Installation): Promise<void> {
  await sql`create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(0.04); return new; end $$`;
  await sql`create trigger linger before update on usage.watermarks for each row execute function linger()`;
}

/** True once a worker's transaction has written rows and not yet committed. */
async function insideTransaction({ sql }: Installation): Promise<boolean> {
  const deadline = performance.now() + momentMs;
  while (performance.now() < deadline) {
    const found = await sql`
      select 1 from pg_stat_activity
      where datname = current_database() and state = 'active' and query ilike '%update usage.watermarks%'
        and backend_xid is not null and pid <> pg_backend_pid()`.catch(() => []);
    if (found.length > 0) return true;
    await sleep(2);
  }
  return false;
}

/** What a kill did: when, and whether it met the moment it was meant for. */
export type Kill = { readonly kind: KillKind; readonly atMs: number; readonly met: boolean };

async function meet(kind: KillKind, installation: Installation): Promise<boolean> {
  if (kind === 'worker inside its transaction') return insideTransaction(installation);
  if (kind === 'gateway at a rotation') await rotation(installation.home);
  return true;
}

/** Kills a process in the given way with SIGKILL and starts it again. */
export async function killAndRestart(kind: KillKind, installation: Installation, pauseMs: number): Promise<Kill> {
  const { gateway, worker, postgres, redis } = installation;
  const met = await meet(kind, installation);
  const atMs = Date.now();
  const [name] = kind.split(' ');
  const target = { gateway, worker, postgres, redis }[name ?? ''];
  if (target === undefined) throw new Error(`There is no ${kind} to kill.`);
  await target.kill('SIGKILL');
  if (kind === 'redis wiped') await redis?.wipe();
  await sleep(pauseMs);
  await target.start();
  return { kind, atMs, met };
}
