import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSql, type Sql } from './client.ts';
import { changesSince, lastChange, projectById, projectByKeyHash } from './project-configs.ts';
import { readWatermarks } from './watermarks.ts';

const organizationId = crypto.randomUUID();
const projectId = crypto.randomUUID();
const [hash, oldHash] = ['b'.repeat(64), 'c'.repeat(64)];
let sql: Sql;

beforeAll(async () => {
  sql = openSql((await testDatabase()).url, { max: 2 });
  await sql`insert into organizations (id, name, slug, sealed_data_key) values (${organizationId}, 'A', 'a', 'v1.x')`;
  await sql`insert into projects (id, organization_id, name, slug) values (${projectId}, ${organizationId}, 'P', 'p')`;
  await sql`insert into gateway_keys (id, organization_id, project_id, name, hash, last_four, previous_hash, grace_until)
    values (${crypto.randomUUID()}, ${organizationId}, ${projectId}, 'K', ${hash}, 'abcd', ${oldHash}, now())`;
  await sql`insert into project_configs (project_id, organization_id, version, document)
    values (${projectId}, ${organizationId}, 3, ${sql.json({ format: 1 })})`;
});
afterAll(() => sql.end());

describe('projectByKeyHash', () => {
  it('finds the project by the present and by the previous hash', async () => {
    const expected = { organizationId, projectId, version: 3, document: { format: 1 } };
    expect(await projectByKeyHash(sql, hash)).toEqual(expected);
    expect(await projectByKeyHash(sql, oldHash)).toEqual(expected);
    expect(await projectById(sql, projectId)).toEqual(expected);
  });

  it('finds nothing for an unknown hash or project', async () => {
    expect(await projectByKeyHash(sql, 'd'.repeat(64))).toBeUndefined();
    expect(await projectById(sql, crypto.randomUUID())).toBeUndefined();
  });

  it('reads both hashes by index', async () => {
    await sql`set enable_seqscan = off`;
    const plan = JSON.stringify(
      await sql`explain select 1 from gateway_keys where hash = ${hash} or previous_hash = ${hash}`,
    );
    expect(plan).toMatch(/gateway_keys_hash_key/);
    expect(plan).toMatch(/gateway_keys_previous_hash_key/);
  });
});

describe('changesSince', () => {
  it('gives what came after, in order', async () => {
    expect(await lastChange(sql)).toBe(0);
    await sql`insert into control_changes (organization_id, project_id)
      values (${organizationId}, ${projectId}), (${organizationId}, null)`;
    const all = await changesSince(sql, 0);
    expect(all.map((change) => change.projectId)).toEqual([projectId, undefined]);
    const last = await lastChange(sql);
    expect(all.at(-1)?.seq).toBe(last);
    expect(await changesSince(sql, last)).toEqual([]);
    expect(await changesSince(sql, 0, 1)).toHaveLength(1);
  });
});

describe('readWatermarks', () => {
  it('gives all, or those of the spools named', async () => {
    await sql`insert into usage.watermarks (spool_id, segment, "offset", attempts)
      values ('a', 1, 20, 3), ('b', 4, 50, 6)`;
    const a = { spoolId: 'a', position: { segment: 1, offset: 20 }, attempts: 3 };
    expect(await readWatermarks(sql)).toEqual([
      a,
      { ...a, spoolId: 'b', position: { segment: 4, offset: 50 }, attempts: 6 },
    ]);
    expect(await readWatermarks(sql, ['a', 'nobody'])).toEqual([a]);
    expect(await readWatermarks(sql, [])).toEqual([]);
  });
});
