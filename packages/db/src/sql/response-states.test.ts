import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSql, type Sql } from './client.ts';
import { deleteExpiredResponseStates, readResponseState, writeResponseState } from './response-states.ts';

let sql: Sql;

beforeAll(async () => {
  sql = openSql((await testDatabase()).url, { max: 2 });
});
afterAll(() => sql.end());

const newKey = () => ({ organizationId: uuidv7(), projectId: uuidv7(), responseId: 'resp_1' });

it('a state is read by its own organization, project and answer alone', async () => {
  const key = newKey();
  await writeResponseState(sql, key, { sealed: 'first', expiresAtMs: 2_000 });
  await writeResponseState(sql, key, { sealed: 'second', expiresAtMs: 9_000 });
  expect(await readResponseState(sql, key, 1_999)).toBe('first');
  for (const other of [{ organizationId: uuidv7() }, { projectId: uuidv7() }, { responseId: 'resp_2' }]) {
    expect(await readResponseState(sql, { ...key, ...other }, 1_999)).toBeUndefined();
  }
});

it('a state is gone when its time is over, read or taken away', async () => {
  const [old, young] = [newKey(), newKey()];
  await writeResponseState(sql, old, { sealed: 'old', expiresAtMs: 1_000 });
  await writeResponseState(sql, young, { sealed: 'young', expiresAtMs: 3_000 });
  expect(await readResponseState(sql, old, 1_000)).toBeUndefined();
  await deleteExpiredResponseStates(sql, 2_000);
  const left = await sql`select sealed from usage.response_states where organization_id in ${sql([
    old.organizationId,
    young.organizationId,
  ])}`;
  expect(left).toEqual([{ sealed: 'young' }]);
});
