import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { inject } from 'vitest';
import { env } from './env.ts';
import type { ServicesContext } from './services/context.ts';

function services(): ServicesContext {
  const context = inject('weirServices');
  if (context === undefined) throw new Error('The test services are not running: start vitest at the project root.');
  return context;
}

async function postgresUrl(): Promise<string> {
  const response = await fetch(services().askUrl);
  const text = await response.text();
  if (!response.ok) throw new Error(`PostgreSQL for the tests does not start: ${text}`);
  return text;
}

// The template must have no session on it; one that has just ended may linger for a moment.
async function copyTemplate(admin: postgres.Sql, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin`create database ${admin(name)} template weir`;
      return;
    } catch (error) {
      const busy = error instanceof postgres.PostgresError && error.code === '55006';
      if (!busy || attempt === 50) throw error;
      await sleep(100);
    }
  }
}

/** A fresh, migrated, empty database of the caller's own. It goes with the server when all tests are over. */
export async function testDatabase(): Promise<{ url: string }> {
  const url = new URL(await postgresUrl());
  url.pathname = '/postgres';
  const admin = postgres(url.href, { max: 1 });
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  try {
    await copyTemplate(admin, name);
  } finally {
    await admin.end();
  }
  url.pathname = `/${name}`;
  return { url: url.href };
}

const databasesPerWorker = 16;
let redisTaken = 0;

/** The URL of an empty Redis database of the caller's own. */
export function testRedis(): string {
  const { redisUrl } = services();
  if (redisUrl === undefined)
    throw new Error('redis-server is not on PATH: install it (apt-get install redis-server).');
  if (redisTaken === databasesPerWorker)
    throw new Error(`One test file may take ${databasesPerWorker} Redis databases.`);
  const database = env.VITEST_WORKER_ID * databasesPerWorker + redisTaken;
  redisTaken += 1;
  return `${redisUrl}/${database}`;
}
