import { readdir, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSpool } from './open-spool.ts';
import { listSegments } from './segment-files.ts';
import { type ShipperOptions, startShipper } from './shipper.ts';
import type { Spool } from './spool.ts';
import { isWanted, lockAgeMs } from './spool-lock.ts';

export type AdoptOptions = Pick<ShipperOptions, 'add' | 'watermarks' | 'log'> & {
  /** Holds one directory `gateway-*` a gateway process, each with its `spool`. */
  readonly home: string;
  /** This gateway's own spool directory. */
  readonly own: string;
  readonly now: () => number;
  /** How often to look. Default 30 s. */
  readonly everyMs?: number;
  /** An owner that comes back sooner keeps its spool. Default 30 s. */
  readonly leftForMs?: number;
};

/** Where the gateway process called `instance` keeps its spool. */
export function spoolDirectory(home: string, instance: string): string {
  return join(home, `gateway-${instance}`, 'spool');
}

export type Adoption = { stop(): Promise<void> };

async function siblings(home: string, own: string): Promise<string[]> {
  const names = await readdir(home).catch(() => []);
  const spools = names.filter((name) => name.startsWith('gateway-')).map((name) => resolve(home, name, 'spool'));
  return spools.filter((directory) => directory !== resolve(own));
}

async function hasSegments(directory: string): Promise<boolean> {
  return (await listSegments(directory).catch(() => [])).length > 0;
}

/** True once everything is in Postgres; false when its owner came back or this process stops. */
async function shipOut(spool: Spool, options: AdoptOptions, stop: AbortSignal): Promise<boolean> {
  const shipper = startShipper({ ...options, spool });
  try {
    while (!stop.aborted && !(await spool.wanted())) {
      if (await shipper.drained(500)) return true;
    }
    return false;
  } finally {
    await shipper.stop();
  }
}

async function adoptOne(directory: string, options: AdoptOptions, stop: AbortSignal): Promise<void> {
  const { log, now } = options;
  const spool = await openSpool({ directory, now, log, lockWaitMs: 0 });
  log.warn({ directory, spoolId: spool.id }, 'adopted the spool of a gateway that is gone');
  if (!(await shipOut(spool, options, stop))) return spool.close();
  await spool.remove();
  // What was kept aside for people to look at stays.
  await rmdir(directory).catch(() => undefined);
  log.info({ spoolId: spool.id }, 'an adopted spool is in Postgres to its end');
}

async function isLeft(directory: string, leftForMs: number): Promise<boolean> {
  if (!(await hasSegments(directory)) || (await isWanted(directory))) return false;
  const age = await lockAgeMs(directory);
  return age === undefined || age >= leftForMs;
}

/**
 * Looks after the spools of gateways that are gone for good: takes each over, closes what they left open, ships it to
 * its end and deletes it. A returning owner gets its directory back.
 */
export function startAdoption(options: AdoptOptions): Adoption {
  const { log, home, own, everyMs = 30_000, leftForMs = 30_000 } = options;
  const stop = new AbortController();

  const look = async () => {
    for (const directory of await siblings(home, own)) {
      if (stop.signal.aborted || !(await isLeft(directory, leftForMs))) continue;
      await adoptOne(directory, options, stop.signal).catch((error: unknown) => {
        log.warn({ err: error, directory }, 'could not adopt a spool');
      });
    }
  };

  const run = async () => {
    while (!stop.signal.aborted) {
      await look().catch((error: unknown) => log.warn({ err: error }, 'could not look for spools to adopt'));
      await sleep(everyMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const running = run();

  return {
    async stop() {
      stop.abort();
      await running;
    },
  };
}
