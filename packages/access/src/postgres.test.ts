import { createConnection, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSql, type Sql } from '@weir/db/sql/client';
import { changesChannel } from '@weir/db/sql/project-configs';
import { createLogger } from '@weir/runtime/logger';
import { testDatabase } from '@weir/testing/services';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Access, openAccess } from './create-access.ts';
import type { ProjectConfig } from './project-config.ts';
import { isRefused, masterKey, outcome, waitFor, wayOut } from './test-access.ts';
import { TestStore } from './test-store.ts';

/** A way to the database that can be cut. */
async function openGate(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((socket) => {
    if (isCut) return void socket.resetAndDestroy();
    const upstream = createConnection({ host: target.hostname, port: Number(target.port) });
    for (const each of [socket, upstream]) sockets.add(each.on('error', () => each.destroy()));
    socket.pipe(upstream).pipe(socket);
    socket.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const gated = new URL(databaseUrl);
  gated.hostname = '127.0.0.1';
  gated.port = String(typeof address === 'object' ? address?.port : '');
  const cut = (cuts: boolean) => {
    isCut = cuts;
    if (cuts) for (const socket of sockets) socket.destroy();
  };
  const close = () => {
    cut(true);
    server.close();
  };
  return { url: gated.href, cut, close };
}

/** What services do when they publish, in plain SQL. */
async function publish(sql: Sql, config: ProjectConfig, hints = true): Promise<void> {
  const { organizationId, projectId } = config;
  await sql.begin(async (tx) => {
    await tx`insert into project_configs (project_id, organization_id, version, document)
      values (${projectId}, ${organizationId}, ${config.version}, ${tx.json(config)})
      on conflict (project_id) do update set version = excluded.version, document = excluded.document`;
    const [change] = await tx<{ seq: bigint }[]>`
      insert into control_changes (organization_id, project_id) values (${organizationId}, ${projectId}) returning seq`;
    if (hints) await tx`select pg_notify(${changesChannel}, ${String(change?.seq)})`;
  });
}

let sql: Sql;
let gate: Awaited<ReturnType<typeof openGate>>;
let access: Access;
let key: string;
let config: ProjectConfig;

beforeEach(async () => {
  const { url } = await testDatabase();
  sql = openSql(url, { max: 2 });
  ({ key, config } = new TestStore().project());
  const { organizationId, projectId, gatewayKeys } = config;
  await sql`insert into organizations (id, name, slug, sealed_data_key) values (${organizationId}, 'O', 'o', '')`;
  await sql`insert into projects (id, organization_id, name, slug) values (${projectId}, ${organizationId}, 'P', 'p')`;
  for (const { id, hash, name } of gatewayKeys) {
    await sql`insert into gateway_keys (id, organization_id, project_id, name, hash, last_four)
      values (${id}, ${organizationId}, ${projectId}, ${name}, ${hash}, 'abcd')`;
  }
  await publish(sql, config);
  gate = await openGate(url);
  const log = createLogger({ name: 'test', destination: { write: () => undefined } });
  access = await openAccess({ ...wayOut, databaseUrl: gate.url, masterKey, now: Date.now, log });
});
afterEach(async () => {
  await access.close();
  gate.close();
  await sql.end();
});

const revoked = () => ({ ...config, version: 2, gatewayKeys: [] });

describe('access over Postgres', () => {
  it('finds a key by its hash and feels its revocation at once', async () => {
    expect(await access.authenticate(key)).toMatchObject({ config });
    await publish(sql, revoked());
    expect(await waitFor(isRefused(access, key))).toBeLessThan(400);
  });

  it('feels a revocation within a second when NOTIFY is lost', async () => {
    await access.authenticate(key);
    await publish(sql, revoked(), false);
    expect(await waitFor(isRefused(access, key))).toBeLessThan(1_000);
  });

  it('serves through an outage, and then catches up within seconds', async () => {
    await access.authenticate(key);
    gate.cut(true);
    await waitFor(() => !access.status().databaseReachable);
    await publish(sql, revoked());
    await sleep(1_500);
    expect(await outcome(access, key)).toMatchObject({ config });
    gate.cut(false);
    expect(await waitFor(isRefused(access, key))).toBeLessThan(2_500);
    await publish(sql, { ...config, version: 3 });
    await waitFor(async () => typeof (await outcome(access, key)) === 'object');
  });

  it('reads watermarks and receipts', async () => {
    await sql`insert into usage.watermarks (spool_id, segment, "offset", attempts) values ('a', 3, 77, 5), ('b', 1, 2, 3)`;
    expect(await access.watermarks(['a', 'x'])).toEqual([
      { spoolId: 'a', position: { segment: 3, offset: 77 }, attempts: 5 },
    ]);
    const { organizationId, projectId } = config;
    expect(await access.receipt({ organizationId, projectId, callId: projectId })).toBeUndefined();
  });
});
