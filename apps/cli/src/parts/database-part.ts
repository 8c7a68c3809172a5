import type { InstanceDatabase } from '@weir/services/instance/start-database';
import type { Part, Running } from '../supervise/part.ts';

/**
 * The embedded database as a part. `start` must give the same URL each time, because the other parts hold it; where
 * its port was taken in between, it is stopped again and the next try may be luckier.
 */
export function databasePart(first: InstanceDatabase, start: () => Promise<InstanceDatabase>): Part {
  let waiting: InstanceDatabase | undefined = first;
  return {
    name: 'database',
    async start() {
      const database = waiting ?? (await restart(first.url, start));
      waiting = undefined;
      return running(database);
    },
  };
}

async function restart(url: string, start: () => Promise<InstanceDatabase>): Promise<InstanceDatabase> {
  const database = await start();
  if (database.url === url) return database;
  await database.stop();
  throw new Error('its port was taken by another program');
}

function running(database: InstanceDatabase): Running {
  // Letting go of the data directory is part of ending: the next start claims it anew.
  const ended = database.exited.then(async () => {
    await database.stop();
    return { reason: 'its server ended' };
  });
  return {
    ended,
    async stop() {
      await database.stop();
    },
    kill: () => void database.stop(),
  };
}
