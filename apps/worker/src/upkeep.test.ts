import { openSql } from '@weir/db/sql/client';
import { createLogger } from '@weir/runtime/logger';
import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import { expect, it, vi } from 'vitest';
import { startUpkeep } from './upkeep.ts';

it('makes partitions and takes away the rows of a deleted organization', async () => {
  const { url } = await testDatabase();
  const sql = openSql(url, { max: 4 });
  const [id, projectId] = [uuidv7(), uuidv7()];
  await sql`
    insert into organizations (id, name, slug, sealed_data_key, deleted_at) values (${id}, 'Gone', 'gone', 'v1.x', now())`;
  await sql`insert into projects (id, organization_id, name, slug) values (${projectId}, ${id}, 'P', 'p')`;
  // More than one statement takes away, and two; what is being looked at for a label waits for the next minute.
  await sql`
    insert into usage.feedback (organization_id, project_id, call_id, score, said_at)
    select ${uuidv7()}, ${uuidv7()}, gen_random_uuid(), 1, now() - interval '25 hours' from generate_series(1, 4500)`;
  const upkeep = startUpkeep({ sql, log: createLogger({ name: 'test', level: 'silent' }), now: Date.now });
  const left = async () => {
    const [row] = await sql`
      select (select count(*)::int from projects) as projects, (select slug from organizations) as slug,
        (select count(*) <= 2000 from usage.feedback) as few,
        (select count(*)::int from pg_partition_tree('usage.calls') where level = 1) as partitions`;
    return row;
  };
  await vi.waitFor(
    async () => expect(await left()).toMatchObject({ projects: 0, slug: `deleted-${id}`, partitions: 4, few: true }),
    { timeout: 10_000 },
  );
  await upkeep.stop();
  await sql.end();
});
