import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '@weir/db/sql/client';
import { compactRollups } from '@weir/db/sql/compact';
import { ensurePartitions } from '@weir/db/sql/partitions';
import { purgeDeleted } from '@weir/db/sql/purge';
import { deleteExpiredResponseStates } from '@weir/db/sql/response-states';
import { deleteStrayFeedback } from '@weir/db/sql/stray-feedback';
import type { Logger } from '@weir/runtime/logger';
import { createLearner } from '@weir/services/quality/learn-from-feedback';

export type UpkeepOptions = { readonly sql: Sql; readonly log: Logger; readonly now: () => number };

const dayMs = 24 * 3_600_000;
const minuteMs = 60_000;
const learnMs = 5_000;
const retryMs = 5_000;
/** Of one statement. */
const strayRows = 2_000;

type Chore = { readonly name: string; readonly everyMs: number; readonly run: () => Promise<unknown> };

async function repeat(chore: Chore, log: Logger, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const waitMs = await chore.run().then(
      () => chore.everyMs,
      (error: unknown) => {
        log.warn({ err: error, chore: chore.name }, 'upkeep failed; trying again');
        return retryMs;
      },
    );
    await sleep(waitMs, undefined, { signal: stop }).catch(() => undefined);
  }
}

/**
 * Keeps partitions ahead of time and rollups small, learns from ratings, and takes away what was deleted, until stopped.
 * Any number of workers may do so at once.
 */
export function startUpkeep({ sql, log, now }: UpkeepOptions): { stop(): Promise<void> } {
  const stop = new AbortController();
  const partitions = async () => {
    const made = await ensurePartitions(sql, now());
    if (made.length > 0) log.info({ made }, 'made partitions');
  };
  const purge = async () => {
    const { rows, organizationIds } = await purgeDeleted(sql, { nowMs: now(), stop: stop.signal });
    if (rows > 0 || organizationIds.length > 0) log.info({ rows, organizationIds }, 'purged deleted organizations');
  };
  const stray = async () => {
    while (!stop.signal.aborted && (await deleteStrayFeedback(sql, now(), strayRows)) > 0);
  };
  const learner = createLearner({ sql, log, stop: stop.signal });
  const chores: Chore[] = [
    { name: 'partitions', everyMs: dayMs, run: partitions },
    { name: 'rollups', everyMs: minuteMs, run: () => compactRollups(sql, now()) },
    { name: 'expired answers', everyMs: minuteMs, run: () => deleteExpiredResponseStates(sql, now()) },
    { name: 'stray feedback', everyMs: minuteMs, run: stray },
    { name: 'ratings', everyMs: learnMs, run: () => learner.run() },
    { name: 'deleted organizations', everyMs: minuteMs, run: purge },
  ];
  const running = Promise.all(chores.map((chore) => repeat(chore, log, stop.signal)));
  return {
    async stop() {
      stop.abort();
      await running;
    },
  };
}
