import type { Sql } from '@weir/db/sql/client';
import { changesChannel, changesSince, lastChange, projectById, projectByKeyHash } from '@weir/db/sql/project-configs';
import { readQualityState, readQualityVersions } from '@weir/db/sql/quality-states';
import { readReceipt } from '@weir/db/sql/receipt';
import { readResponseState, writeResponseState } from '@weir/db/sql/response-states';
import { readWatermarks } from '@weir/db/sql/watermarks';
import type { ConfigStore } from './config-store.ts';

/** The store in Postgres. */
export function createSqlStore(sql: Sql, now: () => number): ConfigStore {
  return {
    byKeyHash: async (hash) => (await projectByKeyHash(sql, hash))?.document,
    byProject: async (projectId) => (await projectById(sql, projectId))?.document,
    changesSince: (seq) => changesSince(sql, seq),
    lastChange: () => lastChange(sql),
    listen: (onHint) => sql.listen(changesChannel, onHint, onHint),
    watermarks: (spoolIds) => readWatermarks(sql, spoolIds),
    receipt: (query) => readReceipt(sql, query),
    qualityVersions: (keys) => readQualityVersions(sql, keys),
    qualityState: (key) => readQualityState(sql, key),
    responseState: (key) => readResponseState(sql, key, now()),
    keepResponseState: (key, state) => writeResponseState(sql, key, state),
  };
}
