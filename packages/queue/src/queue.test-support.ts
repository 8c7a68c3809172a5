import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@weir/runtime/logger';
import { killableRedis } from '@weir/testing/services/killable-redis';
import type { UsageBatch } from './usage-batch.ts';

export const silent = createLogger({ name: 'test', level: 'silent' });

/** The n-th batch of a spool. */
export function batchOf(spoolId: string, n: number): UsageBatch {
  const place = (offset: number) => ({ segment: 1, offset });
  return { format: 1, spoolId, from: place(n * 10), to: place(n * 10 + 10), attempts: n, records: 'KLUv/QQAAQAA' };
}

/** A Redis of the test's own that can be killed, losing everything, and started again. */
export async function ownRedis() {
  const directory = await mkdtemp(join(tmpdir(), 'weir-redis-'));
  const redis = await killableRedis(directory, ['--save', '']);
  const remove = async () => {
    await redis.kill();
    await rm(directory, { recursive: true, force: true });
  };
  return { ...redis, remove };
}
