import { type Embedded, startEmbedded } from '@weir/db/embedded';
import { migrate } from '@weir/db/migrate';

/** The migrated database that each test's own is copied from. */
export const templateName = 'weir';

const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '400' };

/** The embedded PostgreSQL in `dataDir`, careless of power loss, with its template database migrated. */
export async function startTestPostgres(dataDir: string, watch: (pid: number) => void): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir, settings });
  watch(embedded.pid);
  try {
    await migrate(embedded.url);
    return embedded;
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}
